"""What is asked, a page per file: WTForms for the shape, the domain's models for the meaning."""

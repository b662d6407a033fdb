"""What maintainers use; nothing of it is needed to run prenotify."""

"""What leaves the house: a plan or a filing in, bytes out. No clock, no network, no state.

Values come in ready, fonts and templates are all that is read. Import what is needed from
its own module (`pdf`, `letter`, `ics`, `plan_pdf`): ReportLab is loaded on first use only.
"""

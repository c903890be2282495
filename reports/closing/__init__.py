"""The closing report as files: a page, a paper, and the records behind its figures as tables for spreadsheets."""

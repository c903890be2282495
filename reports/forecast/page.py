def page_of(f): return ""

"""What people read of consultations: who is asked, and who convenes."""

"""What people work by beside the figures: deadlines, addresses of calendars."""

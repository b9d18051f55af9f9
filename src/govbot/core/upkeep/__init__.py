"""What terms ask for as time passes: reminders, vacancies, emeritus; see `govbot.core.upkeep.due`."""

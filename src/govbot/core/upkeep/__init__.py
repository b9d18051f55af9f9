"""What terms ask for as time passes: reminders, vacancies, emeritus.

    decision = decide_upkeep(governance, snapshot, now, votes)     # what is due
    plan_upkeep(snapshot, decision, texts, files)                  # which of it GitHub lacks

All of it follows from the files, the day and what govbot finds of its own on GitHub: nothing else is
remembered. `govbot.core.upkeep.due` has the values in between, and `facts` what they tell.
"""

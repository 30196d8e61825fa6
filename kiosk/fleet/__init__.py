"""What a head office does with the day files of many kiosks.

``lake`` says what is kept of them and where. Needs the dependency group ``fleet``; no kiosk does.
"""

# UNTESTED on Windows. Has watch-kiosk.ps1 run every minute, by the kiosk's own account while it is
# signed in: from any other session its window could not be seen. No console flashes up for it.
param([string]$Account = "askfirst")
$ErrorActionPreference = "Stop"
$script = Join-Path $env:ProgramFiles "AskFirst\watch-kiosk.ps1"
$action = New-ScheduledTaskAction -Execute "conhost.exe" `
    -Argument "--headless powershell.exe -NoProfile -NonInteractive -ExecutionPolicy Bypass -File `"$script`""
$trigger = New-ScheduledTaskTrigger -Once -At (Get-Date) -RepetitionInterval (New-TimeSpan -Minutes 1)
$settings = New-ScheduledTaskSettingsSet -MultipleInstances IgnoreNew -ExecutionTimeLimit (New-TimeSpan -Minutes 2)
$principal = New-ScheduledTaskPrincipal -UserId $Account -LogonType Interactive -RunLevel Limited
Register-ScheduledTask -TaskName "AskFirst watch" -Action $action -Trigger $trigger -Settings $settings `
    -Principal $principal -Force | Out-Null

# UNTESTED on Windows. Ends a kiosk whose window does not answer; Shell Launcher starts the next one.
# A window is asked twice, twenty seconds apart: one that is busy for a moment is left alone.
$ErrorActionPreference = "Stop"
$hung = Get-Process -Name askfirst -ErrorAction SilentlyContinue |
    Where-Object { $_.MainWindowHandle -ne 0 -and -not $_.Responding }
if (-not $hung) { exit 0 }
Start-Sleep -Seconds 20
foreach ($process in $hung) {
    $process.Refresh()
    if (-not $process.HasExited -and -not $process.Responding) { $process.Kill() }
}

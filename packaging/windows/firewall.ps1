# UNTESTED on Windows. Nothing goes out of the kiosk; something comes in only for phones.
#   firewall.ps1                       no network at all
#   firewall.ps1 -PhonePort 8471       as phone.port, for phone.mode = "network"
param([int]$PhonePort = 0)
$ErrorActionPreference = "Stop"
$program = Join-Path $env:ProgramFiles "AskFirst\askfirst.exe"
$group = "AskFirst"

Get-NetFirewallRule -Group $group -ErrorAction SilentlyContinue | Remove-NetFirewallRule
New-NetFirewallRule -Group $group -DisplayName "AskFirst: nothing goes out" -Direction Outbound `
    -Program $program -Action Block -Profile Any | Out-Null
if ($PhonePort -eq 0) {
    New-NetFirewallRule -Group $group -DisplayName "AskFirst: nothing comes in" -Direction Inbound `
        -Program $program -Action Block -Profile Any | Out-Null
} else {
    New-NetFirewallRule -Group $group -DisplayName "AskFirst: phones in the shop's network" -Direction Inbound `
        -Program $program -Protocol TCP -LocalPort $PhonePort -RemoteAddress LocalSubnet -Action Allow -Profile Any | Out-Null
}

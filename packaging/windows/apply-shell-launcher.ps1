# UNTESTED on Windows. Hands ShellLauncher.xml to Windows. Needs Windows Enterprise, Education or IoT
# Enterprise, and has to run as the system's own account (a scheduled task, or the shop's management).
#   apply-shell-launcher.ps1            the kiosk becomes the desktop of its account
#   apply-shell-launcher.ps1 -Undo      the usual desktop comes back
param([switch]$Undo)
$ErrorActionPreference = "Stop"
Enable-WindowsOptionalFeature -Online -FeatureName Client-EmbeddedShellLauncher -All -NoRestart | Out-Null
$bridge = Get-CimInstance -Namespace "root\cimv2\mdm\dmmap" -ClassName "MDM_AssignedAccess"
if ($Undo) {
    $bridge.ShellLauncher = $null
} else {
    $xml = Get-Content -Raw -Encoding UTF8 (Join-Path $PSScriptRoot "ShellLauncher.xml")
    $bridge.ShellLauncher = [System.Net.WebUtility]::HtmlEncode($xml)
}
Set-CimInstance -CimInstance $bridge

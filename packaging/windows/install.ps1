# UNTESTED on Windows. Installs the built program for everybody, and its data for one account.
# As an administrator:
#   powershell -ExecutionPolicy Bypass -File install.ps1 -Program C:\...\build\package\askfirst
param([Parameter(Mandatory)][string]$Program, [string]$Account = "askfirst")
$ErrorActionPreference = "Stop"
$target = Join-Path $env:ProgramFiles "AskFirst"
$data = Join-Path $env:ProgramData "AskFirst"

if (-not (Test-Path (Join-Path $Program "askfirst.exe"))) { throw "AskFirst: $Program holds no askfirst.exe: run build.ps1 first." }
Get-Process -Name askfirst -ErrorAction SilentlyContinue | Stop-Process -Force
New-Item -ItemType Directory -Force -Path $target, $data | Out-Null
# What an older release had and this one has not must go, too.
robocopy $Program $target /MIR /NFL /NDL /NJH /NJS | Out-Null
if ($LASTEXITCODE -ge 8) { throw "AskFirst: not every file could be copied to $target." }
Copy-Item -Force (Join-Path $PSScriptRoot "*.ps1"), (Join-Path $PSScriptRoot "ShellLauncher.xml") $target

if (-not (Get-LocalUser -Name $Account -ErrorAction SilentlyContinue)) {
    New-LocalUser -Name $Account -NoPassword -Description "AskFirst kiosk" | Out-Null
    Set-LocalUser -Name $Account -PasswordNeverExpires $true
}
# Records, settings and keys: for the kiosk's account, the system and administrators, nobody else.
icacls $data /inheritance:r /grant:r "${Account}:(OI)(CI)M" "*S-1-5-18:(OI)(CI)F" "*S-1-5-32-544:(OI)(CI)F" | Out-Null
if ($LASTEXITCODE -ne 0) { throw "AskFirst: the rights of $data could not be set." }
[Environment]::SetEnvironmentVariable("ASKFIRST_DATA_DIR", $data, "Machine")

& (Join-Path $target "firewall.ps1")
& (Join-Path $target "register-watch.ps1") -Account $Account
# No memory of the program in a crash dump.
$dumps = "HKLM:\SOFTWARE\Microsoft\Windows\Windows Error Reporting\ExcludedApplications"
New-Item -Force -Path $dumps | Out-Null
Set-ItemProperty -Path $dumps -Name "askfirst.exe" -Value 1 -Type DWord
Write-Output "AskFirst is installed in $target, its data in $data. Next: askfirst.exe setup, then apply-shell-launcher.ps1."

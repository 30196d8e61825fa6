# UNTESTED on Windows. Makes build\package\askfirst: the same as "make package" does elsewhere.
#   powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1 [-Python C:\...\python.exe]
param([string]$Python = "python")
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")

function Invoke-Step([string]$Program, [string[]]$Arguments) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "AskFirst: $Program ended with $LASTEXITCODE; the lines above say why." }
}

if (-not (Test-Path ".venv\Scripts\python.exe")) { Invoke-Step $Python @("-m", "venv", ".venv") }
$venv = ".venv\Scripts\python.exe"
Invoke-Step $venv @("-m", "pip", "install", "--no-deps", "--require-hashes", "-r", "requirements.lock")
Invoke-Step $venv @("-m", "pip", "install", "--no-deps", "--no-build-isolation", "-e", ".")
Invoke-Step $venv @("packaging\built\package.py")

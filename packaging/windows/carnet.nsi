; The installer of Windows: for one user by default, for all with /AllUsers; silent with /S.
Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
ManifestDPIAware true

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Carnet"
!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_INSTDIR "Carnet"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "Software\Carnet"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "Mode"
!define MULTIUSER_INSTALLMODE_FUNCTION Place
!include MultiUser.nsh
!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh

Name "Carnet"
OutFile "${OUT}"
BrandingText "Carnet ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 ProductName "Carnet"
VIAddVersionKey /LANG=0 ProductVersion "${VERSION}"
VIAddVersionKey /LANG=0 FileVersion "${VERSION}"
VIAddVersionKey /LANG=0 FileDescription "Carnet"
VIAddVersionKey /LANG=0 LegalCopyright "${HOLDER}"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\carnet.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE French
!insertmacro MUI_LANGUAGE English

LangString RUNNING ${LANG_FRENCH} "Carnet est ouvert. Fermez-le, puis recommencez."
LangString RUNNING ${LANG_ENGLISH} "Carnet is open. Close it, then try again."
LangString KEPT ${LANG_FRENCH} "Votre journal reste dans $LOCALAPPDATA\carnet."
LangString KEPT ${LANG_ENGLISH} "Your journal stays in $LOCALAPPDATA\carnet."
LangString JOURNAL ${LANG_FRENCH} "Journal Carnet"
LangString JOURNAL ${LANG_ENGLISH} "Carnet journal"
LangString QUICK_ADD ${LANG_FRENCH} "Carnet – Ajout rapide"
LangString QUICK_ADD ${LANG_ENGLISH} "Carnet – Quick add"

; For one user, programs go below Programs: $LOCALAPPDATA\Carnet itself is the folder of the journal.
Function Place
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/D=" $R1
  ${If} ${Errors}
  ${AndIf} $MultiUser.InstallMode == "CurrentUser"
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\Carnet"
  ${EndIf}
FunctionEnd

!macro STOP_IF_RUNNING
  ${If} ${FileExists} "$INSTDIR\carnet.exe"
    ClearErrors
    FileOpen $R0 "$INSTDIR\carnet.exe" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
    FileClose $R0
  ${EndIf}
!macroend

Function .onInit
  !insertmacro MULTIUSER_INIT
FunctionEnd

Function un.onInit
  !insertmacro MULTIUSER_UNINIT
FunctionEnd

Section
  !insertmacro STOP_IF_RUNNING
  ; Modules of an older version must not be found beside those of this one.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${TREE}/*"
  File "/oname=carnet.ico" "${ICON}"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Carnet.lnk" "$INSTDIR\carnet.exe" "" "$INSTDIR\carnet.ico"
  CreateShortcut "$SMPROGRAMS\$(QUICK_ADD).lnk" "$INSTDIR\carnet.exe" "--quick-add" "$INSTDIR\carnet.ico"

  WriteRegStr SHCTX "Software\Carnet" "Mode" "$MultiUser.InstallMode"
  WriteRegStr SHCTX "Software\Classes\Carnet.Journal" "" "$(JOURNAL)"
  WriteRegStr SHCTX "Software\Classes\Carnet.Journal\DefaultIcon" "" "$INSTDIR\carnet.ico"
  WriteRegStr SHCTX "Software\Classes\Carnet.Journal\shell\open\command" "" '"$INSTDIR\carnet.exe" "%1"'
  WriteRegStr SHCTX "Software\Classes\.carnet" "" "Carnet.Journal"
  ; Address books and calendars have openers of their own: Carnet is offered beside them.
  WriteRegStr SHCTX "Software\Classes\.vcf\OpenWithProgids" "Carnet.Journal" ""
  WriteRegStr SHCTX "Software\Classes\.ics\OpenWithProgids" "Carnet.Journal" ""

  WriteRegStr SHCTX "${KEY}" "DisplayName" "Carnet"
  WriteRegStr SHCTX "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${KEY}" "Publisher" "${HOLDER}"
  WriteRegStr SHCTX "${KEY}" "DisplayIcon" "$INSTDIR\carnet.ico"
  WriteRegStr SHCTX "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${KEY}" "URLInfoAbout" "${HOMEPAGE}"
  WriteRegStr SHCTX "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" "$0"
SectionEnd

Section Uninstall
  !insertmacro STOP_IF_RUNNING
  ; Only what was installed, by name: whoever chose another folder may keep things of his own in it.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\carnet.exe"
  Delete "$INSTDIR\carnet-cli.exe"
  Delete "$INSTDIR\carnet.ico"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Carnet.lnk"
  Delete "$SMPROGRAMS\$(QUICK_ADD).lnk"
  DeleteRegValue SHCTX "Software\Classes\.vcf\OpenWithProgids" "Carnet.Journal"
  DeleteRegValue SHCTX "Software\Classes\.ics\OpenWithProgids" "Carnet.Journal"
  DeleteRegKey SHCTX "Software\Classes\.carnet"
  DeleteRegKey SHCTX "Software\Classes\Carnet.Journal"
  DeleteRegKey SHCTX "Software\Carnet"
  DeleteRegKey SHCTX "${KEY}"
  DetailPrint "$(KEPT)"
SectionEnd

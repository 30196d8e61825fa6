<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AgeScreen</name>
    <message numerus="yes">
        <source>Yes opens the camera for at most %n seconds. If you are younger, we don’t look.</source>
        <translation>
            <numerusform>Yes opens the camera for at most %n second. If you are younger, we don’t look.</numerusform>
            <numerusform>Yes opens the camera for at most %n seconds. If you are younger, we don’t look.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArmedScreen</name>
    <message numerus="yes">
        <source>Yes opens the camera for at most %n seconds. If you are younger, we don’t look.</source>
        <translation>
            <numerusform>Yes opens the camera for at most %n second. If you are younger, we don’t look.</numerusform>
            <numerusform>Yes opens the camera for at most %n seconds. If you are younger, we don’t look.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Yes to both opens the camera for at most %n seconds. If you are younger, we don’t look.</source>
        <translation>
            <numerusform>Yes to both opens the camera for at most %n second. If you are younger, we don’t look.</numerusform>
            <numerusform>Yes to both opens the camera for at most %n seconds. If you are younger, we don’t look.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This question goes away in %n seconds</source>
        <translation>
            <numerusform>This question goes away in %n second</numerusform>
            <numerusform>This question goes away in %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EraseRecord</name>
    <message numerus="yes">
        <source>%n codes found nothing, so nothing more is taken here. Go back and open this anew to try again.</source>
        <translation>
            <numerusform>%n code found nothing, so nothing more is taken here. Go back and open this anew to try again.</numerusform>
            <numerusform>%n codes found nothing, so nothing more is taken here. Go back and open this anew to try again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HealthPage</name>
    <message numerus="yes">
        <source>Looked at %n minutes ago.</source>
        <translation>
            <numerusform>Looked at %n minute ago.</numerusform>
            <numerusform>Looked at %n minutes ago.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things need somebody.</source>
        <translation>
            <numerusform>%n thing needs somebody.</numerusform>
            <numerusform>%n things need somebody.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n whole months. No figure is changed by it.</source>
        <translation>
            <numerusform>Of %n whole month. No figure is changed by it.</numerusform>
            <numerusform>Of %n whole months. No figure is changed by it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReceiptScreen</name>
    <message numerus="yes">
        <source>This screen clears itself in %n seconds</source>
        <translation>
            <numerusform>This screen clears itself in %n second</numerusform>
            <numerusform>This screen clears itself in %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecordsPage</name>
    <message numerus="yes">
        <source>Records of %n days can still be found by their code</source>
        <translation>
            <numerusform>Records of %n day can still be found by their code</numerusform>
            <numerusform>Records of %n days can still be found by their code</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days before these</source>
        <translation>
            <numerusform>%n day before these</numerusform>
            <numerusform>%n days before these</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultScreen</name>
    <message numerus="yes">
        <source>Kept in %n s as agreed, without a receipt</source>
        <translation>
            <numerusform>Kept in %n s as agreed, without a receipt</numerusform>
            <numerusform>Kept in %n s as agreed, without a receipt</numerusform>
        </translation>
    </message>
</context>
</TS>

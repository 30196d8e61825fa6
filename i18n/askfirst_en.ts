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

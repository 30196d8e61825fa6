<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AgeScreen</name>
    <message>
        <source>Are you {age} or older?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Yes opens the camera for at most %n seconds. If you are younger, we don’t look.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>If you are younger, we don’t ask anything more. The camera stays closed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CodeScreen</name>
    <message>
        <source>Your record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the ten characters of your receipt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This code finds nothing. The record was deleted, or its last day is over; or a character is not as on the receipt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find my record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of the ten characters is not as on the receipt.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FarewellScreen</name>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Farewells</name>
    <message>
        <source>Thank you. Enjoy your visit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thank you for telling us.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thank you. We leave it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back. Enjoy your visit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your yes is being taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted. Enjoy your visit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corrected. Thank you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sorry, that did not work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thank you. Nothing was kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sorry, we could not save it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera stayed closed and nothing about you was recorded. One number went up: how many said no in this hour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>We ask nobody under {age}. The camera stayed closed and nothing about you was recorded. One number went up: how many said no in this hour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer took you for someone under {age}, and we count nobody that young. Pictures and estimate are gone. What stays is a note that somebody said yes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures and estimate are gone and you were not counted. What stays is a note that somebody took a yes back: no age, no gender, no name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This machine is slow just now and has not confirmed the deletion yet. It will finish it before it asks anyone again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your record is gone and your code finds nothing any more. What stays is a note that somebody took a yes back: no age, no gender, no name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your record now says what you told us. Your code and its last day are the same as before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera is closed, there is no estimate and you were not counted. What stays is a note that somebody said yes and that it did not work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>We did not hear what to correct, so the estimate is gone and you were not counted. What stays is a note that somebody said yes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something is wrong with this machine’s memory. What it estimated or you told us is gone and you were not counted. It asks nobody else until it is mended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of these codes finds anything. The record may have been deleted, or its last day may be over: then nobody can find it, not even we.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IdleScreen</name>
    <message>
        <source>May we count you?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With your yes, a camera looks at you for a few seconds and estimates an age range and a gender. No picture is kept. A no is just as welcome.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read and choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete my record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is in this machine?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InsideScreen</name>
    <message>
        <source>What is in this machine?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none is ever stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>that somebody said yes, no more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines on visits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proofs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured on 1,117 faces it had not seen: gender right for 95 in 100, age off by 7 to 8 years on average, by more for people over 65. It is least sure about gender for Asian men and Black women.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything a line holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the camera was last open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How good the estimate is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sealed book of this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n entries, each locking the one before it: nobody can rewrite one unnoticed.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>nothing is due</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the oldest go on {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has not been open yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{moment}, after a yes. It opens for nothing else.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KioskWindow</name>
    <message>
        <source>DEMO</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unconfined</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Lamp</name>
    <message>
        <source>Camera on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera off</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LookingScreen</name>
    <message>
        <source>Look this way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only what is inside the oval is looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and forget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera is about to open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for your face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{used} of at most {most} seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is saved yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticeScreen</name>
    <message>
        <source>Back to the short one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the full notice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes, use the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I’ll tell you myself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No, thanks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read it on your phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>QR code: the notice on your phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the top</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReceiptScreen</name>
    <message>
        <source>Kept. This is your receipt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until {until} you can see, correct or delete your record here with this code. After that nobody can find it any more, not even you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete it now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>QR code of your receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photograph it or write it down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notice {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>This screen clears itself in %n seconds</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecordScreen</name>
    <message>
        <source>This is all we hold about your visit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can be found until</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestingScreen</name>
    <message>
        <source>This screen is resting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera is off, nobody is asked and nothing is recorded. Walk on in: you need not do anything here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultScreen</name>
    <message>
        <source>Thank you. The camera is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It would be counted as: {answer}, today {hour}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For about 8 people in 10 the true age lies in this range.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our estimate, for you to check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is saved yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Kept in %n s as agreed, without a receipt</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Screen</name>
    <message>
        <source>Notice {version}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StillThere</name>
    <message>
        <source>Are you still there?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes, still here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TellingScreen</name>
    <message>
        <source>Rather not say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gender</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Woman</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Man</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell us yourself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two taps, in your own words’ place. The camera stays closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What should it say?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The estimate was: {estimate}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your record says: {answer}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WaitingScreen</name>
    <message>
        <source>One moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and forget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your yes is being noted. The camera is still closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your answer is being saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for your record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your correction is being saved.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>woman</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>man</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gender not sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gender not said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>age not said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} or older</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first}–{last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gender}, {age}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>We are quite sure about gender.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>We are fairly sure about gender.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>We are not sure about gender.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>estimated by the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>corrected by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>told by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Come a little closer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step back a little</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move your face into the oval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look straight at the screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold still for a moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One person at a time, please</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is too dark here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is too bright here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good. Hold still for a moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>between {start} and {end} o’clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dddd d MMMM</source>
        <comment>a date pattern of Qt&apos;s QLocale</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day}, {hour}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gender</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>age band</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whether you told us or the camera did</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the gender estimated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the age band estimated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>which model estimated it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a mark that only your code can find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a random number</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>screen</name>
    <message>
        <source>Woman, between {low} and {high}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Man, between {low} and {high}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Between {low} and {high}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>

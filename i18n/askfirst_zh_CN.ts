<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AgeScreen</name>
    <message>
        <source>Are you {age} or older?</source>
        <translation>您年满
{age} 周岁了吗？</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message numerus="yes">
        <source>Yes opens the camera for at most %n seconds. If you are younger, we don’t look.</source>
        <translation>
            <numerusform>选“是”，摄像头会打开，最多 %n 秒。如果您未满，我们就不看。</numerusform>
        </translation>
    </message>
    <message>
        <source>If you are younger, we don’t ask anything more. The camera stays closed.</source>
        <translation>如果您未满，我们不再多问。摄像头保持关闭。</translation>
    </message>
</context>
<context>
    <name>CodeScreen</name>
    <message>
        <source>Your record</source>
        <translation>您的记录</translation>
    </message>
    <message>
        <source>Type the ten characters of your receipt. After the tenth, your record is looked up.</source>
        <translation>请输入回执上的十位字符。输完第十位，就开始查找您的记录。</translation>
    </message>
    <message>
        <source>This code finds nothing. Its record was deleted, or its last day is over, or the records of that day were lost and a backup took their place, or it is from another machine.</source>
        <translation>用这个码查不到记录：可能已经删除，可能已过期，可能那一天的记录已丢失、由备份取代，也可能是另一台机器的回执。</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>退格</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>At least one character is wrong. Take it back with ←, or type the code again.</source>
        <translation>至少有一个字符不对。请按“←”退回修改，或重新输入代码。</translation>
    </message>
</context>
<context>
    <name>FarewellScreen</name>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>Farewells</name>
    <message>
        <source>Thank you. Enjoy your visit.</source>
        <translation>谢谢，祝您逛得愉快。</translation>
    </message>
    <message>
        <source>Thank you for telling us.</source>
        <translation>谢谢您如实相告。</translation>
    </message>
    <message>
        <source>Thank you. We leave it there.</source>
        <translation>谢谢您，我们就到这里。</translation>
    </message>
    <message>
        <source>Taken back. Enjoy your visit.</source>
        <translation>已撤回，祝您逛得愉快。</translation>
    </message>
    <message>
        <source>Your yes is being taken back.</source>
        <translation>正在撤回您的同意。</translation>
    </message>
    <message>
        <source>Deleted. Enjoy your visit.</source>
        <translation>已删除，祝您逛得愉快。</translation>
    </message>
    <message>
        <source>Corrected. Thank you.</source>
        <translation>已更正，谢谢。</translation>
    </message>
    <message>
        <source>Sorry, that did not work.</source>
        <translation>抱歉，没有成功。</translation>
    </message>
    <message>
        <source>Thank you. Nothing was kept.</source>
        <translation>谢谢，没有留下任何内容。</translation>
    </message>
    <message>
        <source>Sorry, we could not save it.</source>
        <translation>抱歉，没能保存。</translation>
    </message>
    <message>
        <source>There is no such record.</source>
        <translation>没有这条记录。</translation>
    </message>
    <message>
        <source>The camera stayed closed and nothing about you was recorded. All that this hour’s count says is: one more was asked, and one more said no.</source>
        <translation>摄像头一直关闭，没有记录任何关于您的内容。这一小时的计数里只多了：询问一次，谢绝一次。</translation>
    </message>
    <message>
        <source>We ask nobody under {age}. The camera stayed closed and nothing about you was recorded. All that this hour’s count says is: one more was asked, and one more said no.</source>
        <translation>我们不询问未满 {age} 周岁的人。摄像头一直关闭，没有记录任何关于您的内容。这一小时的计数里只多了：询问一次，谢绝一次。</translation>
    </message>
    <message>
        <source>Nothing was found. The record was deleted, or its last day is over, or the records of that day were lost and a backup took their place, or the code is from another machine.</source>
        <translation>没有找到记录。它可能已删除，可能已过期，可能那一天的记录已丢失、由备份取代，也可能代码来自另一台机器。</translation>
    </message>
    <message>
        <source>No picture and no estimate is left. What stays is a note that somebody took a yes back: no age, no gender, no name.</source>
        <translation>画面和估计结果都没有留下。只留下“有人撤回了同意”这一笔：没有年龄，没有性别，没有姓名。</translation>
    </message>
    <message>
        <source>The camera is closed, and no picture and no estimate is left. What stays is a note that somebody said yes and that it did not work.</source>
        <translation>摄像头已关闭，画面和估计结果都没有留下。只留下“有人同意过，但没有成功”这一笔。</translation>
    </message>
    <message>
        <source>You were correcting the estimate and stopped, so it was thrown away. No age and no gender was counted. What stays is a note that somebody said yes.</source>
        <translation>您开始更正但没有完成，估计结果已丢弃。没有统计年龄和性别，只留下“有人同意过”这一笔。</translation>
    </message>
    <message>
        <source>Something is wrong with this machine’s disk. No age and no gender was counted, and nobody else is asked until it is mended.</source>
        <translation>本机的磁盘出了问题。没有统计年龄和性别，修好之前也不再询问任何人。</translation>
    </message>
    <message>
        <source>This machine is slow just now and has not confirmed the deletion yet. It will finish it before it asks anyone again.</source>
        <translation>本机现在较慢，尚未确认删除。在再次询问任何人之前，它会先完成删除。</translation>
    </message>
    <message>
        <source>The computer took you for someone under {age}. It may be wrong, but we count nobody that young. Pictures and estimate are gone, and so is the proof of your yes. What stays is a note that a yes was taken back: no age, no gender, no name.</source>
        <translation>计算机估计您未满 {age} 周岁。它可能有误，但我们不统计这个年龄的人。画面、估计结果和您同意的证明都已消失，只留下“一次同意已撤回”这一笔：没有年龄，没有性别，没有姓名。</translation>
    </message>
    <message>
        <source>Your record is gone and your code finds nothing any more. What stays is a note that somebody took a yes back: no age, no gender, no name.</source>
        <translation>您的记录已经消失，代码再也查不到任何内容。只留下“有人撤回了同意”这一笔：没有年龄，没有性别，没有姓名。</translation>
    </message>
    <message>
        <source>Your record now says what you told us. Your code and its last day are the same as before.</source>
        <translation>记录已改成您所说的内容。代码和期限都不变。</translation>
    </message>
</context>
<context>
    <name>IdleScreen</name>
    <message>
        <source>May we count you?</source>
        <translation>可以把您
计入统计吗？</translation>
    </message>
    <message>
        <source>We count visitors by age range and gender. Only after your yes does a camera look at you, for a few seconds, or you tell us yourself. No picture is kept. A no is just as welcome.</source>
        <translation>我们按年龄段和性别统计来访者。您同意后，摄像头才会看您几秒钟；也可以由您自己告诉我们。画面不保存。说“不”也一样欢迎。</translation>
    </message>
    <message>
        <source>Read and choose</source>
        <translation>阅读并选择</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Delete my record</source>
        <translation>删除我的记录</translation>
    </message>
    <message>
        <source>What is in this machine?</source>
        <translation>本机里存了什么？</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
</context>
<context>
    <name>Inside</name>
    <message>
        <source>there should be none: see below</source>
        <translation>本不该有，说明见下</translation>
    </message>
    <message>
        <source>none is ever stored</source>
        <translation>从不保存</translation>
    </message>
    <message>
        <source>of {count} faces from which a filing is due</source>
        <translation>存满 {count} 人的人脸信息才须备案</translation>
    </message>
    <message>
        <source>one for each visit that was kept</source>
        <translation>每次保存的来访一条</translation>
    </message>
    <message>
        <source>that somebody said yes, no more</source>
        <translation>只证明有人同意过</translation>
    </message>
    <message>
        <source>Genders and ages are shown only in totals: {batches} so far, of {batched} visits. {waiting} lines wait for one.</source>
        <translation>性别和年龄只以合计公布：至今 {batches} 组，共 {batched} 次来访。{waiting} 条记录等待合计。</translation>
    </message>
    <message>
        <source>No line is due to go.</source>
        <translation>没有记录到期。</translation>
    </message>
    <message>
        <source>The oldest go on {when}; from then on nobody can find them, not even you.</source>
        <translation>最早的记录在{when}删除，此后谁也找不到，您也一样。</translation>
    </message>
    <message>
        <source>It has not been open yet.</source>
        <translation>还没有打开过。</translation>
    </message>
    <message>
        <source>of days that are over; up to four more</source>
        <translation>限已结束的日子，至多再加四条</translation>
    </message>
    <message>
        <source>of a yes on days that are over; up to four more</source>
        <translation>限已结束日子里的同意，至多再加四份</translation>
    </message>
    <message>
        <source>{day}, each time after a yes that is in the book below. It opens for nothing else. Days on which few people agreed are not named.</source>
        <translation>{day}，每次都在有人同意之后，同意都记在下方账本中。此外从不打开。同意的人很少的日子不写出来。</translation>
    </message>
    <message>
        <source>It opens only after a yes. No day is named before enough people agreed on it.</source>
        <translation>只有在有人同意之后才打开。同意的人足够多的日子才写出来。</translation>
    </message>
    <message>
        <source>{moment}, after the yes in entry {entry} of the book below. It opens for nothing else.</source>
        <translation>{moment}，在下方账本第 {entry} 条的同意之后。此外从不打开。</translation>
    </message>
    <message>
        <source>On this system the part that looks cannot be locked away from disk and network.</source>
        <translation>在本系统上，分析画面的部分无法与硬盘和网络隔离。</translation>
    </message>
    <message>
        <source>The part that looks is locked away from disk and network, and then ended.</source>
        <translation>分析画面的部分与硬盘和网络隔离，看完即结束。</translation>
    </message>
    <message>
        <source>The figures of the model card are missing here.</source>
        <translation>本机缺少模型卡中的数据。</translation>
    </message>
    <message>
        <source>Measured on pictures of {people} people: gender right for {right} in 100, age off by {years} years on average. People of 65 and older are taken for {old} years younger, people under 18 for {young} years older. Gender is wrong most often for {group}: right for {worst} in 100.</source>
        <translation>用 {people} 人的照片测得：每 100 人中 {right} 人的性别估计正确，年龄平均相差 {years} 岁。65 岁及以上的人平均被估小 {old} 岁，未满 18 岁的人平均被估大 {young} 岁。性别最容易估错的是{group}：每 100 人中 {worst} 人正确。</translation>
    </message>
    <message>
        <source>It does so at every start and every night, and has not finished yet.</source>
        <translation>每次启动和每天夜里各查一遍，这一遍还没有查完。</translation>
    </message>
    <message>
        <source>{when}: {values} values in the tables, {files} files.</source>
        <translation>{when}：查了表中 {values} 个值、{files} 个文件。</translation>
    </message>
    <message>
        <source>No picture, no face turned into numbers, nothing that does not belong.</source>
        <translation>没有画面，没有人脸特征数据，没有不该有的东西。</translation>
    </message>
    <message>
        <source>Found what does not belong: pictures {pictures}, faces turned into numbers {vectors}, findings in all {findings}. The shop has to explain them.</source>
        <translation>发现了不该有的东西：画面 {pictures} 处，人脸特征数据 {vectors} 处，问题共 {findings} 项。店方须作出说明。</translation>
    </message>
    <message>
        <source>There is none just now, so nobody is asked.</source>
        <translation>目前没有告知书，因此不询问任何人。</translation>
    </message>
    <message>
        <source>Version {version}. Read it under “Read and choose”, on the first screen.</source>
        <translation>版本 {version}。在首页点“阅读并选择”即可阅读。</translation>
    </message>
    <message>
        <source>It is also here: {address}</source>
        <translation>也可在此阅读：{address}</translation>
    </message>
    <message>
        <source>It has not been sealed yet.</source>
        <translation>还没有封存过。</translation>
    </message>
    <message>
        <source>{count} entries were sealed on {when}, each fixed to the one before it. Keep a photograph of this, and you can prove later if anyone changed the book.</source>
        <translation>{when}封存了 {count} 条，每条都与前一条相扣。请拍下此码保存：日后若有人改动账本，您可以证明。</translation>
    </message>
    <message>
        <source>This machine signs with the key {key}</source>
        <translation>本机签名所用公钥 {key}</translation>
    </message>
    <message>
        <source>day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>hour</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>gender</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>age band</source>
        <translation>年龄段</translation>
    </message>
    <message>
        <source>whether you told us or the camera did</source>
        <translation>由您告知还是由摄像头估计</translation>
    </message>
    <message>
        <source>the gender estimated</source>
        <translation>估计的性别</translation>
    </message>
    <message>
        <source>the age band estimated</source>
        <translation>估计的年龄段</translation>
    </message>
    <message>
        <source>which model estimated it</source>
        <translation>由哪个模型估计</translation>
    </message>
    <message>
        <source>a mark that only your code can find</source>
        <translation>只有您的代码能找到的标记</translation>
    </message>
    <message>
        <source>a random number</source>
        <translation>一个随机数</translation>
    </message>
    <message>
        <source>which total it is counted in</source>
        <translation>计入哪一组合计</translation>
    </message>
    <message>
        <source>Asian women</source>
        <translation>亚裔女性</translation>
    </message>
    <message>
        <source>Asian men</source>
        <translation>亚裔男性</translation>
    </message>
    <message>
        <source>Black women</source>
        <translation>黑人女性</translation>
    </message>
    <message>
        <source>Black men</source>
        <translation>黑人男性</translation>
    </message>
    <message>
        <source>Indian women</source>
        <translation>印度裔女性</translation>
    </message>
    <message>
        <source>Indian men</source>
        <translation>印度裔男性</translation>
    </message>
    <message>
        <source>women of other origins</source>
        <translation>其他族裔女性</translation>
    </message>
    <message>
        <source>men of other origins</source>
        <translation>其他族裔男性</translation>
    </message>
    <message>
        <source>white women</source>
        <translation>白人女性</translation>
    </message>
    <message>
        <source>white men</source>
        <translation>白人男性</translation>
    </message>
    <message>
        <source>{one} {other}</source>
        <comment>two sentences</comment>
        <translation>{one}{other}</translation>
    </message>
</context>
<context>
    <name>InsideScreen</name>
    <message>
        <source>What is in this machine?</source>
        <translation>本机里存了什么？</translation>
    </message>
    <message>
        <source>More</source>
        <translation>往下看</translation>
    </message>
    <message>
        <source>To the top</source>
        <translation>回到顶部</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>Lines on visits</source>
        <translation>来访记录</translation>
    </message>
    <message>
        <source>Proofs</source>
        <translation>同意凭证</translation>
    </message>
    <message>
        <source>Everything a line holds</source>
        <translation>一条记录的全部内容</translation>
    </message>
    <message>
        <source>What becomes of the lines</source>
        <translation>记录的去向</translation>
    </message>
    <message>
        <source>When the camera was last open</source>
        <translation>摄像头上次打开</translation>
    </message>
    <message>
        <source>How good the estimate is</source>
        <translation>估计有多准</translation>
    </message>
    <message>
        <source>It looks through itself</source>
        <translation>自查结果</translation>
    </message>
    <message>
        <source>The notice it asks with</source>
        <translation>所用告知书</translation>
    </message>
    <message>
        <source>The sealed book of this machine</source>
        <translation>本机的封存账本</translation>
    </message>
</context>
<context>
    <name>KioskWindow</name>
    <message>
        <source>DEMO</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>unconfined</source>
        <translation>未隔离</translation>
    </message>
</context>
<context>
    <name>Lamp</name>
    <message>
        <source>Camera on</source>
        <translation>摄像头已打开</translation>
    </message>
    <message>
        <source>Camera off</source>
        <translation>摄像头已关闭</translation>
    </message>
</context>
<context>
    <name>LookingScreen</name>
    <message>
        <source>Look this way</source>
        <translation>请看这里</translation>
    </message>
    <message>
        <source>Only what is inside the oval is looked at.</source>
        <translation>只看椭圆框里的部分。</translation>
    </message>
    <message>
        <source>Stop and forget</source>
        <translation>停止并清除</translation>
    </message>
    <message>
        <source>The camera is about to open</source>
        <translation>摄像头即将打开</translation>
    </message>
    <message>
        <source>Looking for your face</source>
        <translation>正在找您的脸</translation>
    </message>
    <message>
        <source>{used} of at most {most} seconds</source>
        <translation>第 {used} 秒，最多 {most} 秒</translation>
    </message>
    <message>
        <source>Nothing is saved yet</source>
        <translation>还没有保存任何内容</translation>
    </message>
</context>
<context>
    <name>NoticeScreen</name>
    <message>
        <source>Back to the short one</source>
        <translation>返回简明版</translation>
    </message>
    <message>
        <source>Read the full notice</source>
        <translation>阅读完整告知书</translation>
    </message>
    <message>
        <source>The camera is not available just now.</source>
        <translation>摄像头现在不可用。</translation>
    </message>
    <message>
        <source>Yes, use the camera</source>
        <translation>同意，
使用摄像头</translation>
    </message>
    <message>
        <source>I’ll tell you myself</source>
        <translation>我自己
告诉你们</translation>
    </message>
    <message>
        <source>No, thanks</source>
        <translation>不，谢谢</translation>
    </message>
    <message>
        <source>Read it on your phone</source>
        <translation>用手机
阅读</translation>
    </message>
    <message>
        <source>QR code: the notice on your phone</source>
        <translation>二维码：在手机上阅读告知书</translation>
    </message>
    <message>
        <source>More</source>
        <translation>往下看</translation>
    </message>
    <message>
        <source>To the top</source>
        <translation>回到顶部</translation>
    </message>
</context>
<context>
    <name>ReceiptScreen</name>
    <message>
        <source>Kept. This is your receipt.</source>
        <translation>已保留，这是您的回执。</translation>
    </message>
    <message>
        <source>Until {until} you can see, correct or delete your record here with this code. After that nobody can find it any more, not even you.</source>
        <translation>{until} 之前，可凭此代码在这里查看、更正或删除您的记录。之后谁也查不到，包括您自己。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Delete it now</source>
        <translation>立即删除</translation>
    </message>
    <message>
        <source>More time</source>
        <translation>延长显示</translation>
    </message>
    <message>
        <source>QR code of your receipt</source>
        <translation>回执的二维码</translation>
    </message>
    <message>
        <source>Photograph it or write it down.</source>
        <translation>请拍照或抄下来。</translation>
    </message>
    <message>
        <source>Notice {version}</source>
        <translation>告知书 {version}</translation>
    </message>
    <message numerus="yes">
        <source>This screen clears itself in %n seconds</source>
        <translation>
            <numerusform>本屏 %n 秒后自动清除</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecordScreen</name>
    <message>
        <source>This is what we hold about your visit.</source>
        <translation>关于您这次来访，
我们保存了这些。</translation>
    </message>
    <message>
        <source>Correct it</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>What was counted</source>
        <translation>统计内容</translation>
    </message>
    <message>
        <source>How</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Can be found until</source>
        <translation>可查询至</translation>
    </message>
    <message>
        <source>Proof of your yes</source>
        <translation>您同意的证明</translation>
    </message>
    <message>
        <source>{how}; the estimate was: {answer}</source>
        <translation>{how}；估计结果是：{answer}</translation>
    </message>
    <message>
        <source>{medium} {hour}</source>
        <translation>{hour}{medium}</translation>
    </message>
    <message>
        <source>notice {version}, {language}, {medium}; kept until {month}</source>
        <translation>告知书 {version}，{language}，{medium}；保存至 {month}</translation>
    </message>
</context>
<context>
    <name>RestingScreen</name>
    <message>
        <source>This screen is resting</source>
        <translation>本屏休息中</translation>
    </message>
    <message>
        <source>The camera is off, nobody is asked and nothing is recorded. Walk on in: you need not do anything here.</source>
        <translation>摄像头已关闭，不询问任何人，也不记录任何内容。请直接进店，这里无需操作。</translation>
    </message>
    <message>
        <source>Delete my record</source>
        <translation>删除我的记录</translation>
    </message>
    <message>
        <source>If you want your record deleted and cannot do it here, write to {contact}.</source>
        <translation>如需删除您的记录而在这里无法操作，请联系 {contact}。</translation>
    </message>
</context>
<context>
    <name>ResultScreen</name>
    <message>
        <source>Thank you.
The camera is closed.</source>
        <translation>谢谢，
摄像头已关闭。</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Correct it</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>It would be counted as: {answer}, today {hour}.</source>
        <translation>将计为：{answer}，今天 {hour}。</translation>
    </message>
    <message>
        <source>{sureness} For about 8 people in 10 the true age lies in this range.</source>
        <translation>{sureness}每 10 人中约有 8 人的真实年龄在此范围内。</translation>
    </message>
    <message>
        <source>Our estimate, for you to check</source>
        <translation>我们的估计，请您核对</translation>
    </message>
    <message>
        <source>Nothing is saved yet</source>
        <translation>还没有保存任何内容</translation>
    </message>
    <message numerus="yes">
        <source>Kept in %n s as agreed, without a receipt</source>
        <translation>
            <numerusform>%n 秒后按约定保留，不出回执</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Screen</name>
    <message>
        <source>Notice {version}</source>
        <translation>告知书 {version}</translation>
    </message>
</context>
<context>
    <name>SealPlace</name>
    <message>
        <source>QR code: the seal of the book</source>
        <translation>二维码：账本封存签名</translation>
    </message>
</context>
<context>
    <name>StillThere</name>
    <message>
        <source>Are you still there?</source>
        <translation>您还在吗？</translation>
    </message>
    <message>
        <source>Yes, still here</source>
        <translation>我还在</translation>
    </message>
</context>
<context>
    <name>TellingScreen</name>
    <message>
        <source>Rather not say</source>
        <translation>不愿透露</translation>
    </message>
    <message>
        <source>Gender</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>年龄</translation>
    </message>
    <message>
        <source>Woman</source>
        <translation>女</translation>
    </message>
    <message>
        <source>Man</source>
        <translation>男</translation>
    </message>
    <message>
        <source>Tell us yourself</source>
        <translation>请您自己告诉我们</translation>
    </message>
    <message>
        <source>Choose twice, then save. The camera stays closed.</source>
        <translation>点选两项，再点“保存”。摄像头保持关闭。</translation>
    </message>
    <message>
        <source>What should it say?</source>
        <translation>应该是什么？</translation>
    </message>
    <message>
        <source>The estimate was “{estimate}”.</source>
        <translation>估计结果是“{estimate}”。</translation>
    </message>
    <message>
        <source>Your record says “{answer}”.</source>
        <translation>记录的是“{answer}”。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>WaitingScreen</name>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Stop and forget</source>
        <translation>停止并清除</translation>
    </message>
    <message>
        <source>Your yes is being noted. The camera is still closed.</source>
        <translation>正在记下您的同意。摄像头还没有打开。</translation>
    </message>
    <message>
        <source>Your answer is being saved.</source>
        <translation>正在保存您的回答。</translation>
    </message>
    <message>
        <source>Being deleted.</source>
        <translation>正在删除。</translation>
    </message>
    <message>
        <source>Looking for your record.</source>
        <translation>正在查找您的记录。</translation>
    </message>
    <message>
        <source>Your correction is being saved.</source>
        <translation>正在保存更正。</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>woman</source>
        <translation>女</translation>
    </message>
    <message>
        <source>man</source>
        <translation>男</translation>
    </message>
    <message>
        <source>gender not sure</source>
        <translation>性别不确定</translation>
    </message>
    <message>
        <source>gender not said</source>
        <translation>性别未透露</translation>
    </message>
    <message>
        <source>age not said</source>
        <translation>年龄未透露</translation>
    </message>
    <message>
        <source>{first} or older</source>
        <translation>{first} 岁及以上</translation>
    </message>
    <message>
        <source>{first}–{last}</source>
        <translation>{first}–{last} 岁</translation>
    </message>
    <message>
        <source>{gender}, {age}</source>
        <translation>{gender}，{age}</translation>
    </message>
    <message>
        <source>Woman, between {low} and {high}</source>
        <translation>女，{low} 至 {high} 岁之间</translation>
    </message>
    <message>
        <source>Man, between {low} and {high}</source>
        <translation>男，{low} 至 {high} 岁之间</translation>
    </message>
    <message>
        <source>Between {low} and {high}</source>
        <translation>{low} 至 {high} 岁之间</translation>
    </message>
    <message>
        <source>We are quite sure about gender.</source>
        <translation>对性别相当有把握。</translation>
    </message>
    <message>
        <source>We are fairly sure about gender.</source>
        <translation>对性别比较有把握。</translation>
    </message>
    <message>
        <source>We are not sure about gender.</source>
        <translation>对性别没有把握。</translation>
    </message>
    <message>
        <source>estimated by the camera</source>
        <translation>摄像头估计</translation>
    </message>
    <message>
        <source>corrected by you</source>
        <translation>由您更正</translation>
    </message>
    <message>
        <source>told by you</source>
        <translation>由您告知</translation>
    </message>
    <message>
        <source>by touch</source>
        <translation>触屏确认</translation>
    </message>
    <message>
        <source>by phone</source>
        <translation>手机确认</translation>
    </message>
    <message>
        <source>Come a little closer</source>
        <translation>请再靠近一点</translation>
    </message>
    <message>
        <source>Step back a little</source>
        <translation>请稍微后退</translation>
    </message>
    <message>
        <source>Move your face into the oval</source>
        <translation>请把脸移到椭圆框里</translation>
    </message>
    <message>
        <source>Look straight at the screen</source>
        <translation>请正对屏幕</translation>
    </message>
    <message>
        <source>Hold still for a moment</source>
        <translation>请保持不动</translation>
    </message>
    <message>
        <source>One person at a time, please</source>
        <translation>请一次一个人</translation>
    </message>
    <message>
        <source>Part of your face is covered</source>
        <translation>您的脸被遮住了一部分</translation>
    </message>
    <message>
        <source>It is too dark here</source>
        <translation>这里太暗了</translation>
    </message>
    <message>
        <source>It is too bright here</source>
        <translation>这里太亮了</translation>
    </message>
    <message>
        <source>Good. Hold still for a moment</source>
        <translation>很好，请保持不动</translation>
    </message>
    <message>
        <source>For staff: the impact assessment is not signed. See: {command}</source>
        <translation>店员请看：影响评估还没有签署。请运行 {command}</translation>
    </message>
    <message>
        <source>For staff: there is no whole notice to ask with. See: {command}</source>
        <translation>店员请看：没有完整的告知书，无法征求同意。请运行 {command}</translation>
    </message>
    <message>
        <source>For staff: the disk is full. See: {command}</source>
        <translation>店员请看：磁盘已满。请运行 {command}</translation>
    </message>
    <message>
        <source>For staff: the records do not answer. See: {command}</source>
        <translation>店员请看：记录库没有响应。请运行 {command}</translation>
    </message>
    <message>
        <source>For staff: the records cannot be used. See: {command}</source>
        <translation>店员请看：记录库无法使用。请运行 {command}</translation>
    </message>
    <message>
        <source>between {start} and {end} o’clock</source>
        <translation>{start} 点至 {end} 点</translation>
    </message>
    <message>
        <source>dddd d MMMM</source>
        <comment>a date pattern of Qt&apos;s QLocale</comment>
        <translation>M月d日dddd</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <comment>a date pattern of Qt&apos;s QLocale</comment>
        <translation>yyyy年M月</translation>
    </message>
    <message>
        <source>{day}, {hour}</source>
        <translation>{day} {hour}</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day} {time}</translation>
    </message>
</context>
</TS>

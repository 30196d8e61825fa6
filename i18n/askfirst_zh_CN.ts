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
    <name>ArmedScreen</name>
    <message numerus="yes">
        <source>Yes opens the camera for at most %n seconds. If you are younger, we don’t look.</source>
        <translation>
            <numerusform>选“是”，摄像头会打开，最多 %n 秒。如果您未满，我们就不看。</numerusform>
        </translation>
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
        <source>This is not me</source>
        <translation>不是我</translation>
    </message>
    <message>
        <source>Does your phone show this number?</source>
        <translation>您的手机上是这个数字吗？</translation>
    </message>
    <message>
        <source>Are you {age} or older?</source>
        <translation>您年满 {age} 周岁了吗？</translation>
    </message>
    <message numerus="yes">
        <source>Yes to both opens the camera for at most %n seconds. If you are younger, we don’t look.</source>
        <translation>
            <numerusform>两个回答都是“是”，摄像头才会打开，最多 %n 秒。如果您未满，我们就不看。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This question goes away in %n seconds</source>
        <translation>
            <numerusform>%n 秒后不再询问</numerusform>
        </translation>
    </message>
    <message>
        <source>Does your phone show {number}? Are you {age} or older?</source>
        <translation>您的手机上是 {number} 吗？您年满 {age} 周岁了吗？</translation>
    </message>
</context>
<context>
    <name>Aside</name>
    <message>
        <source>For the installer: {line}</source>
        <translation>给安装人员（英文）：{line}</translation>
    </message>
</context>
<context>
    <name>Attempt</name>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>No PIN is set yet. Set one on the command line of this machine:
{command}</source>
        <translation>尚未设置 PIN 码。请在本机命令行中设置：
{command}</translation>
    </message>
    <message>
        <source>The PINs cannot be read, so nobody can sign in. What Health would show is on the command line of this machine:
{command}</source>
        <translation>无法读取 PIN 码，因此无人可以登录。本机的状态可在命令行中查看：
{command}</translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message>
        <source>weekend</source>
        <translation>周末</translation>
    </message>
    <message>
        <source>more than 0</source>
        <translation>大于 0</translation>
    </message>
    <message>
        <source>under {end}</source>
        <translation>少于 {end}</translation>
    </message>
    <message>
        <source>from {start}</source>
        <comment>numbers</comment>
        <translation>{start} 起</translation>
    </message>
    <message>
        <source>{start} or more</source>
        <translation>{start} 及以上</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>询问</translation>
    </message>
    <message>
        <source>said yes</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>of those asked</source>
        <translation>占被询问者</translation>
    </message>
    <message>
        <source>yes, of those asked</source>
        <translation>同意，占被询问者</translation>
    </message>
    <message>
        <source>women</source>
        <translation>女性</translation>
    </message>
    <message>
        <source>Visitors who said yes, by hour</source>
        <translation>各小时同意的来访者</translation>
    </message>
    <message>
        <source>Women and men</source>
        <translation>女性与男性</translation>
    </message>
    <message>
        <source>Ages</source>
        <translation>年龄</translation>
    </message>
    <message>
        <source>Women and men by age</source>
        <translation>各年龄段的女性与男性</translation>
    </message>
    <message>
        <source>Visitors who said yes, by day</source>
        <translation>每天同意的来访者</translation>
    </message>
    <message>
        <source>The week, hour by hour</source>
        <translation>这一周的各个小时</translation>
    </message>
    <message>
        <source>A usual week, hour by hour</source>
        <translation>平常一周的各个小时</translation>
    </message>
    <message>
        <source>Compared with the {weekday} before</source>
        <translation>与上一个{weekday}相比</translation>
    </message>
    <message>
        <source>Compared with the week before</source>
        <translation>与前一周相比</translation>
    </message>
    <message>
        <source>Compared with the 28 days before</source>
        <translation>与之前 28 天相比</translation>
    </message>
    <message>
        <source>Compared with the month before</source>
        <translation>与上个月相比</translation>
    </message>
    <message>
        <source>{start} to {end}</source>
        <comment>hours of the clock</comment>
        <translation>{start}–{end} 点</translation>
    </message>
    <message>
        <source>published evaluation, n = {number}</source>
        <translation>已发布的评测，n = {number}</translation>
    </message>
    <message>
        <source>under 1 %</source>
        <translation>不到 1%</translation>
    </message>
    <message>
        <source>over 99 %</source>
        <translation>超过 99%</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number}%</translation>
    </message>
    <message>
        <source>{low}–{high} %</source>
        <translation>{low}%–{high}%</translation>
    </message>
    <message>
        <source>{count} of {of}</source>
        <translation>{of} 人中 {count} 人</translation>
    </message>
    <message>
        <source>men</source>
        <translation>男性</translation>
    </message>
    <message>
        <source>not sure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>未说明</translation>
    </message>
    <message>
        <source>under {age}</source>
        <translation>不满 {age} 岁</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>a date pattern of Qt&apos;s QLocale</comment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>dddd d MMMM</source>
        <comment>a date pattern of Qt&apos;s QLocale</comment>
        <translation>M月d日dddd</translation>
    </message>
    <message>
        <source>this week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>these 28 days</source>
        <translation>这 28 天</translation>
    </message>
    <message>
        <source>the week before</source>
        <translation>前一周</translation>
    </message>
    <message>
        <source>the 28 days before</source>
        <translation>之前 28 天</translation>
    </message>
    <message>
        <source>{first} or older</source>
        <translation>{first} 岁及以上</translation>
    </message>
    <message>
        <source>{number} ({low}–{high})</source>
        <comment>a number and its range</comment>
        <translation>{number}（{low}–{high}）</translation>
    </message>
    <message>
        <source>{first}–{last}</source>
        <comment>ages</comment>
        <translation>{first}–{last} 岁</translation>
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
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>{chip}: {title}</source>
        <comment>read out for the chip</comment>
        <translation>{chip}：{title}</translation>
    </message>
    <message>
        <source>Of all asked, {interval} may be women.</source>
        <translation>在所有被询问的人中，女性可能占 {interval}。</translation>
    </message>
    <message>
        <source>{share} were {ages} ({interval}): the most, but that may be chance alone.</source>
        <translation>{ages}的人最多，占 {share}（{interval}），但这可能只是偶然。</translation>
    </message>
    <message>
        <source>The largest group: {gender} aged {ages}, {share} of all ({interval}).</source>
        <translation>人数最多的一组：{ages}的{gender}，占全部的 {share}（{interval}）。</translation>
    </message>
    <message>
        <source>Nothing has closed yet.</source>
        <translation>还没有合计。</translation>
    </message>
    <message>
        <source>Nobody was asked in this time.</source>
        <translation>这段时间没有询问任何人。</translation>
    </message>
    <message>
        <source>Nobody left an answer in this time.</source>
        <translation>这段时间没有人留下回答。</translation>
    </message>
    <message>
        <source>Nothing closed in this time: its visits are in the figures of a later day.</source>
        <translation>这段时间没有合计：其中的来访计入之后某一天的数字。</translation>
    </message>
    <message>
        <source>{number} visits closed in this time.</source>
        <translation>这段时间共合计 {number} 次来访。</translation>
    </message>
    <message>
        <source>{number} visits, closed at the end of the day.</source>
        <translation>{number} 次来访，当日结束时合计。</translation>
    </message>
    <message>
        <source>{number} visits, closed at {time}.</source>
        <translation>{number} 次来访，{time} 合计。</translation>
    </message>
    <message>
        <source>{number} visits, closed by {time}.</source>
        <translation>截至 {time} 已合计 {number} 次来访。</translation>
    </message>
    <message>
        <source>Next: {time} at the earliest.</source>
        <translation>下次合计：最早 {time}。</translation>
    </message>
    <message>
        <source>Next: when the day ends, at {time}.</source>
        <translation>下次合计：当日结束时（{time}）。</translation>
    </message>
    <message>
        <source>This includes visits since {day}.</source>
        <translation>其中包括{day}以来的来访。</translation>
    </message>
    <message>
        <source>A little chance is mixed into every total.</source>
        <translation>每个合计都随机多一点或少一点。</translation>
    </message>
    <message>
        <source>No share is named here: too much chance is mixed into so few visits. A longer time has one.</source>
        <translation>这里不给出比例：来访太少，随机的部分占得太多。请看更长的时段。</translation>
    </message>
    <message>
        <source>Not in this: about {number} of whom the camera was not sure.</source>
        <translation>其中不含约 {number} 位摄像头不能确定的人。</translation>
    </message>
    <message>
        <source>Not in this: about {number} who would rather not say.</source>
        <translation>其中不含约 {number} 位不愿说明的人。</translation>
    </message>
    <message>
        <source>{share} were women ({interval}), of those who said yes.</source>
        <translation>{share}是女性（{interval}），仅指同意的来访者。</translation>
    </message>
    <message>
        <source>{share} were women ({interval}), of the {opt_in} who said yes.</source>
        <translation>{share}是女性（{interval}），仅指同意的 {opt_in} 来访者。</translation>
    </message>
    <message>
        <source>{share} were {ages} ({interval}), the most of any age.</source>
        <translation>{ages}的人最多，占 {share}（{interval}）。</translation>
    </message>
    <message>
        <source>{count} of the {of} who were asked said yes.</source>
        <translation>询问的 {of} 人中有 {count} 人同意。</translation>
    </message>
    <message>
        <source>{share} of the {of} who were asked said yes.</source>
        <translation>询问的 {of} 人中有 {share} 同意。</translation>
    </message>
    <message>
        <source>That is {share} of the {of} who came in.</source>
        <translation>占进门的 {of} 人的 {share}。</translation>
    </message>
    <message>
        <source>Fewer than {number} have been asked so far.</source>
        <translation>目前询问的不到 {number} 人。</translation>
    </message>
    <message>
        <source>Nobody has been asked yet.</source>
        <translation>还没有询问过任何人。</translation>
    </message>
    <message>
        <source>In the hours that are over nobody has said yes.</source>
        <translation>已过去的各小时没有人同意。</translation>
    </message>
    <message>
        <source>Nobody said yes.</source>
        <translation>没有人同意。</translation>
    </message>
    <message>
        <source>The busiest hour was {hour}: {number} said yes.</source>
        <translation>最忙的是 {hour}：{number} 人同意。</translation>
    </message>
    <message>
        <source>The busiest hours were {hour}: {number} each said yes.</source>
        <translation>最忙的是 {hour}：各有 {number} 人同意。</translation>
    </message>
    <message>
        <source>No hour stands out: in the busiest, {number} said yes.</source>
        <translation>没有特别忙的时段：最多的一小时 {number} 人同意。</translation>
    </message>
    <message>
        <source> and </source>
        <comment>between two names</comment>
        <translation>和</translation>
    </message>
    <message>
        <source>The {weekday} before: {number} in all.</source>
        <translation>上一个{weekday}：共 {number} 人。</translation>
    </message>
    <message>
        <source>By {hour}:00, {now} had said yes; last {weekday}, {number}.</source>
        <translation>到 {hour}:00 已有 {now} 人同意，上{weekday}为 {number} 人。</translation>
    </message>
    <message>
        <source>The week before: {number}.</source>
        <translation>前一周：{number} 人。</translation>
    </message>
    <message>
        <source>The 28 days before: {number}.</source>
        <translation>之前 28 天：{number} 人。</translation>
    </message>
    <message>
        <source>The month before: {number}.</source>
        <translation>上个月：{number} 人。</translation>
    </message>
    <message>
        <source>The hour from {hour} ({shown}) is not over.</source>
        <translation>{hour} 点起的一小时（{shown}）尚未结束。</translation>
    </message>
    <message>
        <source>The hour from {hour} ({shown}) goes on, in steps of five.</source>
        <translation>{hour} 点起的一小时（{shown}）尚未结束，每满五人更新。</translation>
    </message>
    <message>
        <source>{day} ({shown}) is not over.</source>
        <translation>{day}（{shown}）尚未结束。</translation>
    </message>
    <message>
        <source>Up to {hour}:00 today it was {now}; the week before, {number}.</source>
        <translation>截至今日 {hour}:00 为 {now} 人，前一周同期 {number} 人。</translation>
    </message>
    <message>
        <source>Up to {hour}:00 today it was {now}; in the 28 days before, {number}.</source>
        <translation>截至今日 {hour}:00 为 {now} 人，之前 28 天同期 {number} 人。</translation>
    </message>
    <message>
        <source>Up to {hour}:00 today it was {now}; the month before, {number}.</source>
        <translation>截至今日 {hour}:00 为 {now} 人，上个月同期 {number} 人。</translation>
    </message>
    <message>
        <source>Days stand beside each other in a week or longer.</source>
        <translation>一周或更长的时段才逐日比较。</translation>
    </message>
    <message>
        <source>On the days that are over nobody said yes.</source>
        <translation>已过去的各天没有人同意。</translation>
    </message>
    <message>
        <source>The busiest day was {day}: {number} said yes.</source>
        <translation>最忙的一天是 {day}：{number} 人同意。</translation>
    </message>
    <message>
        <source>On average {ends} a day at weekends, {others} on other days.</source>
        <translation>周末平均每天 {ends} 人，其他日子 {others} 人。</translation>
    </message>
    <message>
        <source>In all {number} said yes.</source>
        <translation>共 {number} 人同意。</translation>
    </message>
    <message>
        <source>Days still to come: {number}.</source>
        <translation>还有 {number} 天未到。</translation>
    </message>
    <message>
        <source>Of the days before {day} no counts are kept any more.</source>
        <translation>{day}之前的计数已不再保留。</translation>
    </message>
    <message>
        <source>A usual week is made of a week or longer.</source>
        <translation>一周或更长的时段才能看出平常的一周。</translation>
    </message>
    <message>
        <source>What is usual is shown once two whole weeks are over. Days that are over: {number}.</source>
        <translation>满两个整周后才显示平常的一周。已经结束的天数：{number}。</translation>
    </message>
    <message>
        <source>The busiest time was {weekday} from {hour}: {number} said yes.</source>
        <translation>最忙的是{weekday} {hour}：{number} 人同意。</translation>
    </message>
    <message>
        <source>The busiest time is {weekday} from {hour}: {number} say yes on average.</source>
        <translation>最忙的是{weekday} {hour}：平均 {number} 人同意。</translation>
    </message>
    <message>
        <source>The day that goes on is not in this yet.</source>
        <translation>今天尚未结束，不计在内。</translation>
    </message>
    <message>
        <source>There is nothing to compare this with.</source>
        <translation>没有可以比较的时段。</translation>
    </message>
    <message>
        <source>{now} were asked; {name}: {then}.</source>
        <translation>询问了 {now} 人；{name}：{then} 人。</translation>
    </message>
    <message>
        <source>By {hour}:00, {now} were asked; {name} up to the same hour: {then}.</source>
        <translation>到 {hour} 点询问了 {now} 人；{name}到同一钟点：{then} 人。</translation>
    </message>
    <message>
        <source>No two months have the same weekdays: that alone can make a difference.</source>
        <translation>两个月的星期分布并不相同，仅此就可能造成差别。</translation>
    </message>
    <message>
        <source>{now} said yes, as before.</source>
        <translation>{now} 的人同意，与此前相同。</translation>
    </message>
    <message>
        <source>{now} were women, as before.</source>
        <translation>女性占 {now}，与此前相同。</translation>
    </message>
    <message>
        <source>{now} said yes, {then} before: that may be chance alone.</source>
        <translation>{now} 的人同意，此前为 {then}：这可能只是偶然。</translation>
    </message>
    <message>
        <source>{now} were women, {then} before: that may be chance alone.</source>
        <translation>女性占 {now}，此前为 {then}：这可能只是偶然。</translation>
    </message>
    <message>
        <source>{now} said yes, {then} before: more of a difference than chance makes.</source>
        <translation>{now} 的人同意，此前为 {then}：差别大于偶然。</translation>
    </message>
    <message>
        <source>{now} were women, {then} before: more of a difference than chance makes.</source>
        <translation>女性占 {now}，此前为 {then}：差别大于偶然。</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>询问</translation>
    </message>
    <message>
        <source>Said yes</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Said no</source>
        <translation>谢绝</translation>
    </message>
    <message>
        <source>Walked away</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Number or share</source>
        <translation>人数或比例</translation>
    </message>
    <message>
        <source>women, of women and men</source>
        <translation>女性，占男女合计</translation>
    </message>
    <message>
        <source>the same, with the camera’s errors in it</source>
        <translation>同上，未扣除摄像头的误差</translation>
    </message>
    <message>
        <source>women, of all asked, at least and at most</source>
        <translation>女性，占全部被询问者，最少和最多</translation>
    </message>
    <message>
        <source>visits in all</source>
        <translation>来访总数</translation>
    </message>
    <message>
        <source>With the camera’s errors</source>
        <translation>未扣除摄像头误差</translation>
    </message>
    <message>
        <source>number: {ages}</source>
        <translation>人数：{ages}</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Yes before</source>
        <translation>此前同意</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>星期</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} 到 {high}</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>年龄</translation>
    </message>
    <message>
        <source>Women</source>
        <translation>女性</translation>
    </message>
    <message>
        <source>Men</source>
        <translation>男性</translation>
    </message>
</context>
<context>
    <name>ClosingPage</name>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Today so far</source>
        <translation>今日至今</translation>
    </message>
    <message>
        <source>Write today’s report</source>
        <translation>生成今日报告</translation>
    </message>
    <message>
        <source>Close the kiosk</source>
        <translation>关闭本程序</translation>
    </message>
    <message>
        <source>Close the kiosk?</source>
        <translation>要关闭本程序吗？</translation>
    </message>
    <message>
        <source>Close the day</source>
        <translation>结束当日</translation>
    </message>
    <message>
        <source>Before you go</source>
        <translation>离店之前</translation>
    </message>
    <message>
        <source>It ends on {time}, and nobody has to do anything. Gender and age are added up at fixed times and when the day ends; where that would be very few, they are added to the next day’s.</source>
        <translation>结束时间是 {time}，不需要任何人操作。性别和年龄在固定时刻和当日结束时合计；如果人数很少，就与下一天的一起合计。</translation>
    </message>
    <message>
        <source>The lamp at the top says “Camera off”.</source>
        <translation>顶部的指示灯显示“摄像头已关闭”。</translation>
    </message>
    <message>
        <source>The screen may stay on: it asks nobody who does not come up to it.</source>
        <translation>屏幕可以一直亮着：没有人走近，它就不询问任何人。</translation>
    </message>
    <message>
        <source>Leave the machine on. At night it deletes what has had its time, makes a backup and looks through itself; switched off, it does so at the next start.</source>
        <translation>请不要关机。夜里它会删除到期的内容、制作备份并检查自身；如果关了机，就在下次开机时补做。</translation>
    </message>
    <message>
        <source>This ends the program on this screen.</source>
        <translation>这将结束本屏幕上的程序。</translation>
    </message>
    <message>
        <source>Nobody is asked any more, and nobody can delete their record here. What is recorded stays, and the day still ends at its time, at the latest when the kiosk is started again.</source>
        <translation>之后不再询问任何人，也没有人能在这里删除记录。已记录的内容会保留，当日仍按时结束，最迟在程序下次启动时补办。</translation>
    </message>
    <message>
        <source>Where the machine is set up to keep it running, it comes back by itself within a minute. To keep it closed, switch the machine off.</source>
        <translation>如果本机设置为保持运行，程序会在一分钟内自行恢复。要让它一直关闭，请关机。</translation>
    </message>
    <message>
        <source>The day ends by itself.</source>
        <translation>当日会自动结束。</translation>
    </message>
    <message>
        <source>No day has been closed yet.</source>
        <translation>还没有结束过任何一天。</translation>
    </message>
    <message>
        <source>The last day that was closed: {day}</source>
        <translation>最近结束的一天：{day}</translation>
    </message>
    <message>
        <source>today’s report, as a page to print</source>
        <translation>今日报告（打印页）</translation>
    </message>
    <message>
        <source>Yes, close it</source>
        <translation>是，关闭</translation>
    </message>
    <message>
        <source>No, keep it open</source>
        <translation>否，保持运行</translation>
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
    <name>Dark</name>
    <message>
        <source>Touch to wake</source>
        <translation>触摸唤醒</translation>
    </message>
    <message>
        <source>The screen is asleep. Touch it to wake it.</source>
        <translation>屏幕已休眠，触摸即可唤醒。</translation>
    </message>
</context>
<context>
    <name>EraseRecord</name>
    <message>
        <source>Type the ten characters of the receipt, or scan its square. After the tenth the record is deleted for good. Nothing of it is shown.</source>
        <translation>请输入回执上的十位字符，或扫描回执上的二维码。输完第十位，该记录即被永久删除；不会显示记录的任何内容。</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>退回一位</translation>
    </message>
    <message>
        <source>At least one character is wrong. Take it back with ←, or type the code again.</source>
        <translation>至少有一个字符不对。请按 ← 退回，或重新输入代码。</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Deleted. The record is gone for good, and no backup holds it.</source>
        <translation>已删除。该记录已彻底消失，任何备份中都没有它。</translation>
    </message>
    <message numerus="yes">
        <source>%n codes found nothing, so nothing more is taken here. Go back and open this anew to try again.</source>
        <translation>
            <numerusform>连续 %n 个代码都查不到记录，这里不再接受输入。请返回后重新打开再试。</numerusform>
        </translation>
    </message>
    <message>
        <source>This code finds nothing. It was mistyped, or its record is deleted already, or its time is over.</source>
        <translation>用这个代码查不到记录：可能输错了，可能已经删除，也可能已过期。</translation>
    </message>
    <message>
        <source>Not yet confirmed: the disk does not answer. The record will be deleted as soon as it does; the code need not be typed again.</source>
        <translation>尚未确认：磁盘没有响应。一旦恢复就会删除该记录，不必再次输入代码。</translation>
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
    <name>Figures</name>
    <message>
        <source>fewer than {number}</source>
        <translation>不到 {number}</translation>
    </message>
    <message>
        <source>No counts of this time are kept any more.</source>
        <translation>这段时间的计数已不再保留。</translation>
    </message>
    <message>
        <source>too few asked to speak of a percentage</source>
        <translation>询问的人太少，不宜说百分比</translation>
    </message>
    <message>
        <source>{no} said no, {away} walked away</source>
        <translation>谢绝 {no} 人，离开 {away} 人</translation>
    </message>
    <message>
        <source>Said yes, of those asked</source>
        <translation>被询问者中同意的</translation>
    </message>
    <message>
        <source>Said yes, of {asked} asked</source>
        <translation>询问 {asked} 人，其中同意</translation>
    </message>
    <message>
        <source>{share} of the {entered} who came in</source>
        <translation>占进门 {entered} 人的 {share}</translation>
    </message>
    <message>
        <source>Of all asked, {interval} may be {ages}.</source>
        <translation>在所有被询问的人中，{ages}的可能占 {interval}。</translation>
    </message>
    <message>
        <source>Gender and age are of visitors who said yes. A little chance is mixed into every total of them, so that nobody can be singled out: a number may be off by a few.</source>
        <translation>性别和年龄只来自同意的来访者。每个合计都随机多一点或少一点，谁也无法从中看出某一个人的情况，所以数字可能差上几个。</translation>
    </message>
    <message>
        <source>Nothing is known of those who did not say yes.</source>
        <translation>没有同意的人情况不明。</translation>
    </message>
    <message>
        <source>What the camera is known to get wrong is taken out of the shares ({name}).</source>
        <translation>比例中已扣除摄像头的已知误差（{name}）。</translation>
    </message>
    <message>
        <source>Taken back after the end of the day: {number} more. Their records are gone; totals that had closed by then stay as they were.</source>
        <translation>另有 {number} 人在当日结束之后撤回同意。他们的记录已删除；此前已完成的合计不变。</translation>
    </message>
    <message>
        <source>This is the demo: the shop is invented.</source>
        <translation>这是演示：店铺为虚构。</translation>
    </message>
    <message>
        <source>Of days before {day} no counts are kept any more.</source>
        <translation>{day}之前的计数已不再保留。</translation>
    </message>
    <message>
        <source>Gender and age</source>
        <translation>性别和年龄</translation>
    </message>
    <message>
        <source>This time is not over: more may come.</source>
        <translation>这段时间尚未结束，数字还会增加。</translation>
    </message>
    <message>
        <source>This time is not over: more may come, shown in steps of five.</source>
        <translation>这段时间尚未结束，数字还会增加，每满五人才更新。</translation>
    </message>
    <message>
        <source>Women and men: {said}</source>
        <translation>女性与男性：{said}</translation>
    </message>
    <message>
        <source>Ages: {said}</source>
        <translation>年龄：{said}</translation>
    </message>
    <message>
        <source>Visits that ended without a record: {number}.</source>
        <translation>没有留下记录的来访：{number} 次。</translation>
    </message>
    <message>
        <source>Visitors who took their yes back: {number}.</source>
        <translation>撤回同意的来访者：{number} 人。</translation>
    </message>
</context>
<context>
    <name>FiguresPage</name>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>The figures cannot be read just now.</source>
        <translation>暂时读不到数字。</translation>
    </message>
    <message>
        <source>Nothing is lost. Health says what is wrong, and what to do.</source>
        <translation>没有丢失任何内容。请看“状态”页：那里说明出了什么问题、该怎么办。</translation>
    </message>
    <message>
        <source>Of this time no figures can be shown.</source>
        <translation>这段时间没有可以显示的数字。</translation>
    </message>
    <message>
        <source>It may be longer ago than counts are kept. Choose a later time.</source>
        <translation>可能已超过计数的保留时间。请选择较晚的时间。</translation>
    </message>
    <message>
        <source>One moment: {period}</source>
        <translation>请稍候：{period}</translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>The notice in {language}</source>
        <translation>告知书（{language}）</translation>
    </message>
    <message>
        <source>Visitors are not asked in this language for now. Tell whoever looks after this machine: its text has to be mended.</source>
        <translation>目前不用这种语言询问来访者。请告诉负责本机的人：告知书的文字需要修正。</translation>
    </message>
    <message>
        <source>Show this page to whoever looks after this machine. Nothing recorded is lost.</source>
        <translation>请把这一页给负责本机的人看。已记录的内容没有丢失。</translation>
    </message>
    <message>
        <source>Settings file</source>
        <translation>设置文件</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>屏幕</translation>
    </message>
    <message>
        <source>Rules of law</source>
        <translation>法律规则</translation>
    </message>
    <message>
        <source>Impact assessment</source>
        <translation>影响评估</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Door counter</source>
        <translation>客流计数器</translation>
    </message>
    <message>
        <source>Phone page</source>
        <translation>手机页面</translation>
    </message>
    <message>
        <source>Phone page’s certificate</source>
        <translation>手机页面的证书</translation>
    </message>
    <message>
        <source>Folder of the records</source>
        <translation>记录文件夹</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Camera’s program</source>
        <translation>摄像头程序</translation>
    </message>
    <message>
        <source>Camera’s lock</source>
        <translation>摄像头隔离</translation>
    </message>
    <message>
        <source>Letters and words</source>
        <translation>字体和文字</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Nothing that must not be kept</source>
        <translation>没有不该保存的内容</translation>
    </message>
    <message>
        <source>Settings in force</source>
        <translation>设置已生效</translation>
    </message>
    <message>
        <source>PINs</source>
        <translation>PIN 码</translation>
    </message>
    <message>
        <source>Machine’s key</source>
        <translation>本机密钥</translation>
    </message>
    <message>
        <source>Owner of the files</source>
        <translation>文件所有者</translation>
    </message>
    <message>
        <source>Reserve for a full disk</source>
        <translation>磁盘备用空间</translation>
    </message>
    <message>
        <source>Memory never on a disk</source>
        <translation>内存不写入磁盘</translation>
    </message>
    <message>
        <source>Size of the screen</source>
        <translation>屏幕尺寸</translation>
    </message>
    <message>
        <source>Start by itself</source>
        <translation>自动启动</translation>
    </message>
    <message>
        <source>Running without a break</source>
        <translation>持续运行</translation>
    </message>
    <message>
        <source>Second place of the backups</source>
        <translation>备份的第二存放处</translation>
    </message>
    <message>
        <source>Place for news of the machine</source>
        <translation>本机状况的存放处</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Days for the head office</source>
        <translation>给总部的每日数据</translation>
    </message>
    <message>
        <source>Examination</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Camera’s place and light</source>
        <translation>摄像头位置和光线</translation>
    </message>
    <message>
        <source>The settings file has a mistake. Leave the machine on: it would not start again. Tell whoever looks after it.</source>
        <translation>设置文件有错误。请不要关机，否则程序无法再启动。请告诉负责本机的人。</translation>
    </message>
    <message>
        <source>The program does not fit this machine. Tell whoever looks after it: it has to be installed anew.</source>
        <translation>程序与本机不符。请告诉负责本机的人：需要重新安装。</translation>
    </message>
    <message>
        <source>Something that the screen needs is missing. Leave the machine on, and tell whoever looks after it.</source>
        <translation>缺少屏幕显示所需的部件。请不要关机，并告诉负责本机的人。</translation>
    </message>
    <message>
        <source>The program is damaged, and visitors cannot be asked honestly. Tell whoever looks after this machine: it has to be installed anew.</source>
        <translation>程序已损坏，无法如实询问来访者。请告诉负责本机的人：需要重新安装。</translation>
    </message>
    <message>
        <source>The impact assessment of this machine is not signed, and without it nobody is asked. Tell your manager.</source>
        <translation>本机的影响评估还没有签署，签署之前不询问任何人。请告诉店长。</translation>
    </message>
    <message>
        <source>Push the camera’s plug in firmly, at both ends. It is looked for every few seconds. Until it is found, visitors can still tell us themselves.</source>
        <translation>请把摄像头两端的插头插紧，程序每隔几秒会自动查找。找到之前，来访者仍可自己告诉我们。</translation>
    </message>
    <message>
        <source>The camera failed several times in a row and is left alone for five minutes. Pull its plug, put it in again, and try once more here. Visitors can still tell us themselves.</source>
        <translation>摄像头连续几次出错，程序暂停使用五分钟。请拔下插头再插上，然后在这里重试一次。来访者仍可自己告诉我们。</translation>
    </message>
    <message>
        <source>The door counter sends nothing, or what cannot be true. See whether it has power and nothing covers it. Visitors are asked all the same.</source>
        <translation>客流计数器没有数据，或数据不合常理。请看看它是否通电、有没有被遮住。这不影响询问来访者。</translation>
    </message>
    <message>
        <source>Phones cannot reach the page just now, so the screen shows them no code. See whether the network cable is in. Visitors can do everything at the screen.</source>
        <translation>手机暂时打不开页面，所以屏幕上不显示供手机扫描的二维码。请看看网线是否插好。访客在屏幕上照样可以完成一切操作。</translation>
    </message>
    <message>
        <source>The phone page’s certificate has ended, is about to, or cannot be used. Tell whoever looks after this machine. Visitors can do everything at the screen.</source>
        <translation>手机页面的证书已到期、即将到期或无法使用。请告知负责这台机器的人。访客在屏幕上照样可以完成一切操作。</translation>
    </message>
    <message>
        <source>The folder of the records is not as it should be. There is nothing to do for you here: tell whoever looks after this machine.</source>
        <translation>记录文件夹的状态不对。您在这里不需要做什么，请告诉负责本机的人。</translation>
    </message>
    <message>
        <source>The disk is nearly full. Nothing is lost, but once it is full nobody is asked. Tell whoever looks after this machine.</source>
        <translation>磁盘快满了。没有任何内容丢失，但一旦满了就不再询问任何人。请告诉负责本机的人。</translation>
    </message>
    <message>
        <source>A part of the camera’s program is missing or altered, so the camera is not offered. Visitors can still tell us themselves. Tell whoever looks after this machine.</source>
        <translation>摄像头程序有一部分缺失或被改动，因此不提供摄像头。来访者仍可自己告诉我们。请告诉负责本机的人。</translation>
    </message>
    <message>
        <source>The camera’s program is not locked away from the rest of the machine as it should be. Tell whoever looks after this machine. Visitors can still tell us themselves.</source>
        <translation>摄像头程序没有按要求与本机其他部分隔离。请告诉负责本机的人。来访者仍可自己告诉我们。</translation>
    </message>
    <message>
        <source>Letters or words of the screens are missing. Tell whoever looks after this machine: the program has to be installed anew.</source>
        <translation>屏幕上的字体或文字不完整。请告诉负责本机的人：程序需要重新安装。</translation>
    </message>
    <message>
        <source>The clock of this machine is wrong, and days would end at the wrong time. Tell whoever looks after it.</source>
        <translation>本机的时钟不准，每天的结束时间会出错。请告诉负责本机的人。</translation>
    </message>
    <message>
        <source>The records cannot be used. Leave the machine on, and tell whoever looks after it today. Do not try to mend anything: it would make it worse.</source>
        <translation>记录无法使用。请不要关机，今天就告诉负责本机的人。请不要自行修复，那样会更糟。</translation>
    </message>
    <message>
        <source>Something is kept here that must not be, or a part could not be looked through. Leave everything as it is, and tell your manager today.</source>
        <translation>这里存有不该保存的内容，或有一部分无法检查。请保持原样，今天就告诉店长。</translation>
    </message>
    <message>
        <source>The settings were changed, and what was changed does not hold yet. After closing time, switch the machine off and on.</source>
        <translation>设置改过，但改动尚未生效。请在打烊后把本机关机再开机。</translation>
    </message>
    <message>
        <source>The file of the PINs cannot be read, so soon nobody may get in here. Tell whoever looks after this machine: the PINs have to be set anew.</source>
        <translation>无法读取 PIN 码文件，很快可能谁也进不来。请告诉负责本机的人：需要重新设置 PIN 码。</translation>
    </message>
    <message>
        <source>The machine’s own key cannot be read, and without it nobody is asked. Tell whoever looks after this machine.</source>
        <translation>无法读取本机密钥，没有它就不询问任何人。请告诉负责本机的人。</translation>
    </message>
    <message>
        <source>Tell whoever looks after this machine which version stands here.</source>
        <translation>请把这里显示的版本告诉负责本机的人。</translation>
    </message>
    <message>
        <source>Some files of this machine belong to another account, so it may soon be unable to record. Tell whoever looks after it.</source>
        <translation>本机有些文件属于别的账户，可能很快就无法记录。请告诉负责本机的人。</translation>
    </message>
    <message>
        <source>The disk was full, and its reserve was used. Nothing is lost. Tell whoever looks after this machine: it needs more room.</source>
        <translation>磁盘曾经写满，已动用备用空间，没有丢失任何内容。请告诉负责本机的人：需要腾出空间。</translation>
    </message>
    <message>
        <source>This machine may write its memory to its disk. Tell whoever looks after it: that has to be switched off.</source>
        <translation>本机可能把内存内容写入磁盘。请告诉负责本机的人：必须关闭这一功能。</translation>
    </message>
    <message>
        <source>How large the screen is, is not known, so letters may be too small. Tell whoever looks after this machine.</source>
        <translation>屏幕有多大尚不清楚，文字可能偏小。请告诉负责本机的人。</translation>
    </message>
    <message>
        <source>This machine may not start by itself after a power cut. Tell whoever looks after it.</source>
        <translation>停电之后，本机可能不会自动启动。请告诉负责本机的人。</translation>
    </message>
    <message>
        <source>The machine’s program ended by itself several times. Nothing recorded is lost. Tell whoever looks after this machine today.</source>
        <translation>本机的程序多次自行退出，已记录的内容没有丢失。请在今天告诉负责本机的人。</translation>
    </message>
    <message>
        <source>The disk for the second backup is not there. See whether it is plugged in. If it is, tell whoever looks after this machine.</source>
        <translation>找不到存放第二份备份的磁盘。请查看它是否已接好；如已接好，请告诉负责本机的人。</translation>
    </message>
    <message>
        <source>The news of how this machine is cannot be written. Visitors notice nothing of it. Tell whoever looks after this machine.</source>
        <translation>无法写入本机状况，访客不会受到影响。请告诉负责本机的人。</translation>
    </message>
    <message>
        <source>A report could not be written by itself. Write it by hand on the page Reports; the figures are all there. If that fails too, tell whoever looks after this machine.</source>
        <translation>有报告未能自动生成。请在“报告”页手动生成，数据都在。如果仍然失败，请告诉负责本机的人。</translation>
    </message>
    <message>
        <source>A day’s figures could not be written for the head office. They are all there, and are written as soon as it can be done. Tell whoever looks after this machine.</source>
        <translation>有一天的数据未能写给总部。数据都在，一旦可以就会写出。请告诉负责本机的人。</translation>
    </message>
    <message>
        <source>The machine could not be examined just now. Tap “Look again” in a minute. If it stays so, tell whoever looks after it.</source>
        <translation>现在无法检查本机。请过一分钟再点“重新检查”。如果还是这样，请告诉负责本机的人。</translation>
    </message>
    <message>
        <source>The last backup failed. The records themselves are whole. Tell whoever looks after this machine within the next days.</source>
        <translation>最近一次备份失败。记录本身完好。请在这几天内告诉负责本机的人。</translation>
    </message>
    <message>
        <source>The estimate errs more here than where it was measured. Wipe the camera’s glass, and see that it is at eye height and that the light falls on faces and not into the camera.</source>
        <translation>这里的估计比测试时更容易出错。请擦净摄像头镜头，并确认它与眼睛同高，光线照在脸上而不是照进镜头。</translation>
    </message>
    <message>
        <source>Ready, and off</source>
        <translation>就绪，已关闭</translation>
    </message>
    <message>
        <source>Off, and getting ready</source>
        <translation>已关闭，准备中</translation>
    </message>
    <message>
        <source>On: a visitor has said yes</source>
        <translation>已打开：有来访者同意</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Not offered: its program is not whole</source>
        <translation>不提供：程序不完整</translation>
    </message>
    <message>
        <source>Not offered: its program cannot be locked away</source>
        <translation>不提供：程序无法隔离</translation>
    </message>
    <message>
        <source>Left alone for a while: it failed too often</source>
        <translation>暂停使用：出错次数过多</translation>
    </message>
    <message>
        <source>Off, and not needed just now</source>
        <translation>已关闭，目前不需要</translation>
    </message>
</context>
<context>
    <name>HealthPage</name>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Everything is being looked at. This takes some seconds.</source>
        <translation>正在检查各项，需要几秒钟。</translation>
    </message>
    <message>
        <source>Being looked at again; below is what was found before ({time}).</source>
        <translation>正在重新检查；以下是上次（{time}）的结果。</translation>
    </message>
    <message numerus="yes">
        <source>Looked at %n minutes ago.</source>
        <translation>
            <numerusform>%n 分钟前检查过。</numerusform>
        </translation>
    </message>
    <message>
        <source>Looked at just now.</source>
        <translation>刚刚检查过。</translation>
    </message>
    <message numerus="yes">
        <source>%n things need somebody.</source>
        <translation>
            <numerusform>有 %n 件事需要处理。</numerusform>
        </translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>一切正常。</translation>
    </message>
    <message>
        <source>Nothing was looked at.</source>
        <translation>没有检查任何项目。</translation>
    </message>
    <message>
        <source>As it stands</source>
        <translation>当前情况</translation>
    </message>
    <message>
        <source>All right</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Needs somebody</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>Try the camera again</source>
        <translation>重试摄像头</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Estimates are made by</source>
        <translation>估计所用模型</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>最近备份</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>Ledger last checked</source>
        <translation>账本上次检查</translation>
    </message>
    <message>
        <source>Not since the last start</source>
        <translation>启动后尚未检查</translation>
    </message>
    <message>
        <source>Free on the disk</source>
        <translation>磁盘剩余空间</translation>
    </message>
    <message>
        <source>Running since</source>
        <translation>运行开始于</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>The gender in about 1 of {gender} estimates, the age in about 1 of {age}</source>
        <translation>性别约每 {gender} 次估计更正 1 次，年龄约每 {age} 次更正 1 次</translation>
    </message>
    <message>
        <source>What visitors corrected</source>
        <translation>来访者的更正</translation>
    </message>
    <message numerus="yes">
        <source>Of %n whole months. No figure is changed by it.</source>
        <translation>
            <numerusform>来自 %n 个整月。任何数字都不因此改变。</numerusform>
        </translation>
    </message>
    <message>
        <source>It could not be read then.</source>
        <translation>当时无法读取。</translation>
    </message>
    <message>
        <source>{number} lines were looked at.</source>
        <translation>检查了 {number} 行。</translation>
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
        <source>We count visitors by age range and gender. Only after your yes, here or on your phone, does a camera look at you, for a few seconds, or you tell us yourself. No picture is kept. A no is just as welcome.</source>
        <translation>我们按年龄段和性别统计来访者。您在这里或用手机同意后，摄像头才会看您几秒钟；也可以由您自己告诉我们。画面不保存。说“不”也一样欢迎。</translation>
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
        <source>Genders and ages are shown only in totals with a little chance mixed in: {blocks} so far, of {released} visits. {waiting} lines wait for one.</source>
        <translation>性别和年龄只以合计显示，每个数字都随机多一点或少一点：目前合计过 {blocks} 次，共 {released} 次来访。还有 {waiting} 行等待合计。</translation>
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
        <source>On this system the part that looks cannot be locked away from disk and network, so it never looks.</source>
        <translation>在本系统上，分析画面的部分无法与硬盘和网络隔离，因此从不启用。</translation>
    </message>
    <message>
        <source>The part that looks cannot open a camera: it is handed one after a yes, is locked away from disk and network, and then ended.</source>
        <translation>分析画面的部分打不开摄像头：只有在有人同意之后才拿到它，与硬盘和网络隔离，看完即结束。</translation>
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
        <translation>计入哪一批合计</translation>
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
    <name>Moments</name>
    <message>
        <source>{day}, {time}</source>
        <translation>{day} {time}</translation>
    </message>
</context>
<context>
    <name>NewPin</name>
    <message>
        <source>Too easy: use at least four different digits.</source>
        <translation>太简单：请至少使用四个不同的数字。</translation>
    </message>
    <message>
        <source>Too easy: the digits stand in a row. Mix them.</source>
        <translation>太简单：数字是连续的，请打乱顺序。</translation>
    </message>
    <message>
        <source>Too easy: one half is the other half again.</source>
        <translation>太简单：前后两半相同或对称。</translation>
    </message>
    <message>
        <source>Too easy: it can be read as a date.</source>
        <translation>太简单：可以看作一个日期。</translation>
    </message>
    <message>
        <source>Everybody knows this one: it is the demo’s.</source>
        <translation>这是演示用的 PIN 码，人人都知道。</translation>
    </message>
    <message>
        <source>A PIN has exactly eight digits.</source>
        <translation>PIN 码必须正好是八位数字。</translation>
    </message>
</context>
<context>
    <name>NewPinEntry</name>
    <message>
        <source>Choose eight digits that nobody guesses: no date, no row, no pattern.</source>
        <translation>请选择别人猜不到的八位数字：不要用日期、连号或有规律的数字。</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>退格</translation>
    </message>
    <message>
        <source>A new PIN for managers</source>
        <translation>新的店长 PIN 码</translation>
    </message>
    <message>
        <source>A new PIN for staff</source>
        <translation>新的店员 PIN 码</translation>
    </message>
    <message>
        <source>Once more, the same eight digits.</source>
        <translation>请再输入一遍同样的八位数字。</translation>
    </message>
    <message>
        <source>The two were not the same. Choose eight digits again.</source>
        <translation>两次输入不一致，请重新选择八位数字。</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>This PIN is too easy to guess. Choose another one.</source>
        <translation>这个 PIN 码太容易被猜到，请换一个。</translation>
    </message>
    <message>
        <source>You may not set this PIN. Leave, and sign in again.</source>
        <translation>您无权设置这个 PIN 码。请离开后重新登录。</translation>
    </message>
    <message>
        <source>The PIN could not be saved, and the one before it still counts. {command} says what is wrong.</source>
        <translation>PIN 码未能保存，原来的仍然有效。运行 {command} 可查看原因。</translation>
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
        <source>More</source>
        <translation>往下看</translation>
    </message>
    <message>
        <source>To the top</source>
        <translation>回到顶部</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>What these figures leave out</source>
        <translation>这些数字不包括什么</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>28 days</source>
        <translation>28 天</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>People · {period}</source>
        <translation>人群 · {period}</translation>
    </message>
    <message>
        <source>nothing has closed</source>
        <translation>还没有合计</translation>
    </message>
    <message>
        <source>visits closed in this time</source>
        <translation>次来访已在这段时间合计</translation>
    </message>
    <message>
        <source>Gender and age of</source>
        <translation>有性别和年龄的人数</translation>
    </message>
</context>
<context>
    <name>PeriodBar</name>
    <message>
        <source>Earlier</source>
        <translation>更早</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>更晚</translation>
    </message>
</context>
<context>
    <name>Periods</name>
    <message>
        <source>{first} to {last}</source>
        <comment>days</comment>
        <translation>{first}至{last}</translation>
    </message>
    <message>
        <source>d MMMM</source>
        <comment>a date pattern of Qt&apos;s QLocale</comment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>a date pattern of Qt&apos;s QLocale</comment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>dddd d MMMM yyyy</source>
        <comment>a date pattern of Qt&apos;s QLocale</comment>
        <translation>yyyy年M月d日dddd</translation>
    </message>
    <message>
        <source>Today · {day}</source>
        <translation>今日 · {day}</translation>
    </message>
    <message>
        <source>Yesterday · {day}</source>
        <translation>昨日 · {day}</translation>
    </message>
</context>
<context>
    <name>PhoneCodeScreen</name>
    <message>
        <source>Your phone’s four digits</source>
        <translation>手机上的四位数字</translation>
    </message>
    <message>
        <source>After “I agree”, your phone shows four digits. Type them here.</source>
        <translation>在手机上点“同意”之后，会显示四位数字，请在这里输入。</translation>
    </message>
    <message>
        <source>These are not the digits of this machine’s code. Look at them once more.</source>
        <translation>这不是由本机二维码得出的数字，请再核对一遍。</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>退格</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>PhoneOffer</name>
    <message>
        <source>My phone shows four digits</source>
        <translation>手机上有四位数字</translation>
    </message>
    <message>
        <source>First join the Wi-Fi</source>
        <translation>先连接 Wi-Fi</translation>
    </message>
    <message>
        <source>The shop’s guest network</source>
        <translation>门店访客
网络</translation>
    </message>
    <message>
        <source>QR code: the shop’s guest network</source>
        <translation>二维码：门店访客网络</translation>
    </message>
    <message>
        <source>Read it on your phone</source>
        <translation>用手机
阅读</translation>
    </message>
    <message>
        <source>Read and choose on your phone</source>
        <translation>用手机阅读
并选择</translation>
    </message>
    <message>
        <source>QR code: the notice on your phone</source>
        <translation>二维码：在手机上阅读告知书</translation>
    </message>
    <message>
        <source>Now read the notice</source>
        <translation>现在阅读告知书</translation>
    </message>
</context>
<context>
    <name>PinEntry</name>
    <message>
        <source>For staff</source>
        <translation>店员专用</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>退格</translation>
    </message>
    <message>
        <source>PIN forgotten?</source>
        <translation>忘记 PIN 码？</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>This is a demo. Staff: {staff}. Manager: {manager}.</source>
        <translation>这是演示。店员：{staff}；店长：{manager}。</translation>
    </message>
    <message>
        <source>Type your PIN of eight digits.</source>
        <translation>请输入您的八位 PIN 码。</translation>
    </message>
    <message>
        <source>That is not staff’s PIN. A manager’s counts again in {time}.</source>
        <translation>这不是店员的 PIN 码。店长的 PIN 码请在 {time} 后重试。</translation>
    </message>
    <message>
        <source>That PIN is not right. Try again.</source>
        <translation>PIN 码不正确，请重试。</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Next try in {time}.</source>
        <translation>PIN 码输错次数过多，请在 {time} 后重试。</translation>
    </message>
</context>
<context>
    <name>PinField</name>
    <message>
        <source>{typed} of {all} digits typed</source>
        <translation>已输入 {typed} 位，共 {all} 位</translation>
    </message>
</context>
<context>
    <name>ProgressBar</name>
    <message>
        <source>{percent} % done</source>
        <translation>已完成 {percent}%</translation>
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
        <source>Until {until} you can see, correct or delete your record with this code, here or on your phone in the shop’s network. After that nobody can find it any more, not even you.</source>
        <translation>{until} 之前，可凭此代码在这里，或用手机在门店网络内，查看、更正或删除您的记录。之后谁也查不到，包括您自己。</translation>
    </message>
    <message>
        <source>Until {until} you can see, correct or delete your record here with this code, or delete it on your phone in the shop’s network. After that nobody can find it any more, not even you.</source>
        <translation>{until} 之前，可凭此代码在这里查看、更正或删除您的记录，也可用手机在门店网络内删除。之后谁也查不到，包括您自己。</translation>
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
    <name>RecordsPage</name>
    <message>
        <source>Delete by code</source>
        <translation>凭代码删除</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Delete a record by its code</source>
        <translation>凭代码删除记录</translation>
    </message>
    <message>
        <source>What is held, and until when</source>
        <translation>保存了什么，到什么时候</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>There is nothing to show of the records just now.</source>
        <translation>目前没有可显示的记录信息。</translation>
    </message>
    <message>
        <source>The page Health says whether something is wrong with them.</source>
        <translation>记录是否有问题，请看“状态”页。</translation>
    </message>
    <message>
        <source>What is kept besides</source>
        <translation>另外保存的内容</translation>
    </message>
    <message>
        <source>No record can be found by a code any more</source>
        <translation>已没有可凭代码查到的记录</translation>
    </message>
    <message numerus="yes">
        <source>Records of %n days can still be found by their code</source>
        <translation>
            <numerusform>还有 %n 天的记录可凭代码查到</numerusform>
        </translation>
    </message>
    <message>
        <source>Only counts of closed days are kept, and nobody can be found in them.</source>
        <translation>只保存已结束各天的计数，从中查不到任何人。</translation>
    </message>
    <message>
        <source>Next come those of {day}: from {time} on nobody can find them, and none can be deleted one by one.</source>
        <translation>接下来是{day}的记录：从 {time} 起谁也查不到，也不能再逐条删除。</translation>
    </message>
    <message>
        <source>can be found until {time}</source>
        <translation>可查到 {time}</translation>
    </message>
    <message>
        <source>{number} or more</source>
        <translation>{number} 以上</translation>
    </message>
    <message>
        <source>the last of them can be found until {time}</source>
        <translation>最后一天的可查到 {time}</translation>
    </message>
    <message numerus="yes">
        <source>%n days before these</source>
        <translation>
            <numerusform>此前 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>{number} lines; nothing wrong with it is known</source>
        <translation>{number} 行，未发现问题</translation>
    </message>
    <message>
        <source>Health says when it was last looked at from end to end.</source>
        <translation>上一次完整检查的时间见“状态”页。</translation>
    </message>
    <message>
        <source>{number} lines, and it is not whole any more</source>
        <translation>{number} 行，已不完整</translation>
    </message>
    <message>
        <source>Change nothing, and tell whoever looks after this machine today.</source>
        <translation>请不要改动任何东西，今天就告诉负责本机的人。</translation>
    </message>
    <message>
        <source>Taken back in the last 28 days</source>
        <translation>最近 28 天撤回的同意</translation>
    </message>
    <message>
        <source>Visits still to be added up</source>
        <translation>等待合计的来访</translation>
    </message>
    <message>
        <source>Gender and age are shown in totals only, with a little chance mixed in; no visit is ever shown alone.</source>
        <translation>性别和年龄只以合计显示，并随机多一点或少一点；从不单独显示某一次来访。</translation>
    </message>
    <message>
        <source>Proofs of a yes</source>
        <translation>同意凭证</translation>
    </message>
    <message>
        <source>Being counted</source>
        <translation>正在清点</translation>
    </message>
    <message>
        <source>Each says which notice was agreed to and when; none says by whom.</source>
        <translation>每份凭证只说明何时同意了哪一份告知书，不说明是谁。</translation>
    </message>
    <message>
        <source>Ledger of consents</source>
        <translation>同意账本</translation>
    </message>
    <message>
        <source>Days that go on are not in it yet.</source>
        <translation>尚未结束的一天不在其中。</translation>
    </message>
    <message>
        <source>{day}: {number}</source>
        <translation>{day}：{number}</translation>
    </message>
</context>
<context>
    <name>RecoveryCodeShown</name>
    <message>
        <source>Write this code down</source>
        <translation>请抄下这个恢复码</translation>
    </message>
    <message>
        <source>If the PIN is ever forgotten, this recovery code lets you choose a new one. It is shown only now, and the one before it counts no longer. Keep it on paper, away from this machine.</source>
        <translation>万一忘记 PIN 码，可凭此恢复码重新设置。它只显示这一次，之前的恢复码随即作废。请抄在纸上，不要放在本机旁边。</translation>
    </message>
    <message>
        <source>I have written it down</source>
        <translation>我已抄好</translation>
    </message>
</context>
<context>
    <name>RecoveryEntry</name>
    <message>
        <source>Recovery code</source>
        <translation>恢复码</translation>
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
        <source>Type the twenty characters of the recovery code. It was shown when the manager’s PIN was set, to be kept on paper.</source>
        <translation>请输入二十个字符的恢复码。它在设置店长 PIN 码时显示过，应已抄在纸上保存。</translation>
    </message>
    <message>
        <source>This is not the recovery code of this machine. Try again.</source>
        <translation>这不是本机的恢复码，请重试。</translation>
    </message>
    <message>
        <source>Too many wrong codes. Next try in {time}.</source>
        <translation>恢复码输错次数过多，请在 {time} 后重试。</translation>
    </message>
    <message>
        <source>At least one character is wrong. Take it back with ←.</source>
        <translation>至少有一个字符不对，请用 ← 退格修改。</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>Visitors, {period}</source>
        <translation>来访统计：{period}</translation>
    </message>
    <message>
        <source>Visitors, {period}, so far</source>
        <translation>来访统计：{period}（截至目前）</translation>
    </message>
    <message>
        <source>dddd d MMMM yyyy</source>
        <comment>a date pattern of QLocale</comment>
        <translation>yyyy年M月d日 dddd</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <comment>a date pattern of QLocale</comment>
        <translation>yyyy年M月</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <comment>two dates</comment>
        <translation>{first}至{last}</translation>
    </message>
    <message>
        <source>d MMMM</source>
        <comment>pattern of the first of two dates in one year</comment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>pattern of the last of two dates in one year</comment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>a date pattern of QLocale</comment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>Gender and age are of visitors who said yes; of all others there is only the count.</source>
        <translation>性别和年龄只来自同意的来访者；其他人只计人数。</translation>
    </message>
    <message>
        <source>came in</source>
        <translation>进店</translation>
    </message>
    <message>
        <source>were asked</source>
        <translation>被询问</translation>
    </message>
    <message>
        <source>camera {agreed}, told us {told}</source>
        <translation>摄像头 {agreed}，自己填写 {told}</translation>
    </message>
    <message>
        <source>said yes</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>of those asked said yes</source>
        <translation>占被询问者</translation>
    </message>
    <message>
        <source>said no</source>
        <translation>谢绝</translation>
    </message>
    <message>
        <source>walked away</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>not counted after a yes</source>
        <translation>同意后未计入</translation>
    </message>
    <message>
        <source>took their yes back</source>
        <translation>撤回同意</translation>
    </message>
    <message>
        <source>Demo: the shop and every number here are invented.</source>
        <translation>演示：店铺和所有数字均为虚构。</translation>
    </message>
    <message>
        <source>This time is not over, and the numbers will still rise.</source>
        <translation>这段时间尚未结束，数字还会增加。</translation>
    </message>
    <message>
        <source>What still grows is rounded down to steps of {step}; 0 is then &lt;{step}.</source>
        <translation>仍在增加的数字向下取为 {step} 的倍数；为 0 时写作 &lt;{step}。</translation>
    </message>
    <message>
        <source>Gender and age are of the {visits} visits that closed in this time. A little chance is mixed into every total of them, so that nobody can be singled out (epsilon = {epsilon}): a number may be off by a few.</source>
        <translation>性别和年龄来自这段时间合计的 {visits} 次来访。每个合计都随机多一点或少一点（epsilon = {epsilon}），谁也无法从中看出某一个人的情况，所以数字可能差上几个。</translation>
    </message>
    <message>
        <source>In brackets, and as whiskers: the range that holds the true share 95 times in 100. It says nothing of those who did not say yes.</source>
        <translation>括号和须线表示范围：100 次中有 95 次，真实比例在其中。它不涉及没有同意的人。</translation>
    </message>
    <message>
        <source>What the camera is known to get wrong is taken out of the shares ({confusion}).</source>
        <translation>比例中已扣除摄像头的已知误差（{confusion}）。</translation>
    </message>
    <message>
        <source>Taken back after the end of the day: {number} more. Their records are gone; totals that had closed by then stay as they were.</source>
        <translation>另有 {number} 人在当日结束之后撤回同意。他们的记录已删除；此前已完成的合计不变。</translation>
    </message>
    <message>
        <source>Of the days before {day} no counts are kept any more.</source>
        <translation>{day}之前的计数已不再保存。</translation>
    </message>
    <message>
        <source>How to read this</source>
        <translation>阅读说明</translation>
    </message>
    <message>
        <source>Day by day</source>
        <translation>逐日</translation>
    </message>
    <message>
        <source>DEMO</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>{place} · written on {day} at {time} by AskFirst {version}</source>
        <translation>{place} · {day} {time} 由先问 AskFirst {version} 生成</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>PDF is a page to print, CSV is for a spreadsheet, JSON for other programs.</source>
        <translation>PDF 是打印页，CSV 用于电子表格，JSON 用于其他程序。</translation>
    </message>
    <message>
        <source>Nothing: each report is written when somebody asks.</source>
        <translation>没有：只在有人要求时才生成报告。</translation>
    </message>
    <message>
        <source>That can be changed under Settings.</source>
        <translation>可在“设置”页更改。</translation>
    </message>
    <message>
        <source>When a day has ended, its report ({forms}); when a week or a month has ended, that one’s too.</source>
        <translation>每天结束后生成当天的报告（{forms}）；一周或一个月结束后，也生成该周或该月的报告。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the names of formats</comment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>ReportsPage</name>
    <message>
        <source>As what</source>
        <translation>文件格式</translation>
    </message>
    <message>
        <source>Write the report</source>
        <translation>生成报告</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>28 days</source>
        <translation>28 天</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>Files for a spreadsheet or another program are written by a manager.</source>
        <translation>供电子表格或其他程序使用的文件由店长生成。</translation>
    </message>
    <message>
        <source>As a page to print (PDF)</source>
        <translation>打印页（PDF）</translation>
    </message>
    <message>
        <source>Report · {period}</source>
        <translation>报告 · {period}</translation>
    </message>
    <message>
        <source>the report of {period}</source>
        <translation>{period}的报告</translation>
    </message>
    <message>
        <source>What is written by itself</source>
        <translation>自动生成的报告</translation>
    </message>
    <message>
        <source>It goes on: what is written now ends with this moment, and says so.</source>
        <translation>这段时间尚未结束：现在生成的报告截止到此刻，并会注明。</translation>
    </message>
    <message>
        <source>It is over.</source>
        <translation>这段时间已结束。</translation>
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
    <name>SettingsPage</name>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Gently</source>
        <translation>轻柔</translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>Movement</source>
        <translation>动画</translation>
    </message>
    <message>
        <source>Written when a day has ended</source>
        <translation>每天结束后自动生成</translation>
    </message>
    <message>
        <source>For staff</source>
        <translation>店员</translation>
    </message>
    <message>
        <source>For managers</source>
        <translation>店长</translation>
    </message>
    <message>
        <source>A new PIN</source>
        <translation>新的 PIN 码</translation>
    </message>
    <message>
        <source>Settings of this screen</source>
        <translation>本屏幕的设置</translation>
    </message>
    <message>
        <source>Everything else is in the settings file of this machine. Whoever installed it finds out where that is, and what is wrong with it, with: {command}</source>
        <translation>其他设置都在本机的设置文件里。安装人员可用以下命令查看它在哪里、有没有错误：{command}</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>The new PIN for managers counts from now on.</source>
        <translation>新的店长 PIN 码已生效。</translation>
    </message>
    <message>
        <source>The new PIN for staff counts from now on.</source>
        <translation>新的店员 PIN 码已生效。</translation>
    </message>
    <message>
        <source>Not saved, and everything is as it was. Whoever looks after this machine can see why in the line below.</source>
        <translation>没有保存，一切保持原样。负责本机的人可从下面一行看出原因。</translation>
    </message>
</context>
<context>
    <name>StaffPage</name>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>To the top</source>
        <translation>回到顶部</translation>
    </message>
</context>
<context>
    <name>StaffScreen</name>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Signed in as manager</source>
        <translation>已以店长身份登录</translation>
    </message>
    <message>
        <source>Signed in as staff</source>
        <translation>已以店员身份登录</translation>
    </message>
    <message>
        <source>Nothing here is about one person.</source>
        <translation>这里没有任何关于个人的信息。</translation>
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
    <name>Tabs</name>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人群</translation>
    </message>
    <message>
        <source>Trends</source>
        <translation>趋势</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Close the day</source>
        <translation>结束当日</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
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
    <name>TodayPage</name>
    <message>
        <source>Said yes</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Print the day</source>
        <translation>打印当日</translation>
    </message>
    <message>
        <source>Close the day</source>
        <translation>结束当日</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨日</translation>
    </message>
    <message>
        <source>{women} were women ({range}), and {part} were {ages} ({range_of_part}).</source>
        <translation>女性占 {women}（{range}），{ages}的占 {part}（{range_of_part}）。</translation>
    </message>
    <message>
        <source>Women and men, and ages</source>
        <translation>性别和年龄</translation>
    </message>
    <message>
        <source>{number} by camera</source>
        <translation>摄像头 {number} 人</translation>
    </message>
    <message>
        <source>{number} told us</source>
        <translation>自行告知 {number} 人</translation>
    </message>
</context>
<context>
    <name>Trends</name>
    <message>
        <source>Yes of those asked, week by week</source>
        <translation>每周被询问者中同意的比例</translation>
    </message>
    <message>
        <source>In each of these weeks, {low} of those asked said yes.</source>
        <translation>这几周里，每周同意的比例都是 {low}。</translation>
    </message>
    <message>
        <source>In each of these weeks, between {low} and {high} of those asked said yes.</source>
        <translation>这几周里，每周同意的比例在 {low} 到 {high} 之间。</translation>
    </message>
    <message>
        <source>The lines say how far chance alone may have moved a week.</source>
        <translation>线段表示仅因偶然可能造成的上下偏差。</translation>
    </message>
    <message>
        <source>The last week is not over.</source>
        <translation>最后一周尚未结束。</translation>
    </message>
    <message>
        <source>Week from</source>
        <translation>起始日</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>询问</translation>
    </message>
    <message>
        <source>Said yes</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>比例</translation>
    </message>
</context>
<context>
    <name>TrendsPage</name>
    <message>
        <source>The last 28 days</source>
        <translation>最近 28 天</translation>
    </message>
    <message>
        <source>Trends · {period}</source>
        <translation>趋势 · {period}</translation>
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
        <source>For staff: the program kept ending by itself, and waits a quarter of an hour. See: {command}</source>
        <translation>店员请看：程序多次自行退出，现在暂停一刻钟。请运行 {command}</translation>
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
<context>
    <name>Writing</name>
    <message>
        <source>Being written: {report}</source>
        <translation>正在生成：{report}</translation>
    </message>
    <message>
        <source>Written: {report}</source>
        <translation>已生成：{report}</translation>
    </message>
    <message>
        <source>In the folder {folder}, on this machine</source>
        <translation>在本机的文件夹 {folder} 中</translation>
    </message>
    <message>
        <source>Not written: {report}</source>
        <translation>未能生成：{report}</translation>
    </message>
    <message>
        <source>The figures are all still there. Try once more; if it fails again, the page Health says more, and whoever looks after this machine can mend it.</source>
        <translation>数据都还在。请再试一次；如果仍然失败，“状态”页有更多说明，负责本机的人可以处理。</translation>
    </message>
    <message>
        <source>Open Health</source>
        <translation>打开“状态”页</translation>
    </message>
</context>
</TS>

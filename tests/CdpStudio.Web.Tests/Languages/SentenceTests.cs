using System.Globalization;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Rules.Sentences;
using CdpStudio.Web.Tests.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Tests.Languages;

/// <summary>Rules in the words and the order of languages that put the condition before the noun and the time before the verb.</summary>
public sealed class SentenceTests : ComponentTest
{
    [Theory]
    [InlineData("{'everyone':true}", "所有人。", "所有人。")]
    [InlineData("{'attribute':'plan','op':'in','value':['Germany','Türkiye','Viet Nam']}", "符合以下条件的人：“plan”是“Germany”、“Türkiye”或“Viet Nam”之一。", "符合以下條件的人：「plan」是「Germany」、「Türkiye」或「Viet Nam」之一。")]
    [InlineData("{'attribute':'plan','op':'neq','value':'pro','for':'1mo'}", "符合以下条件的人：“plan”不是“pro”，并已持续 1 个月。", "符合以下條件的人：「plan」不是「pro」，並已持續 1 個月。")]
    [InlineData("{'attribute':'signup_date','op':'anniversary','value':{'from':-1,'to':7}}", "符合以下条件的人：“signup_date”的周年日在今天之前 1 天到今天之后 7 天之间。", "符合以下條件的人：「signup_date」的週年日在今天之前 1 天到今天之後 7 天之間。")]
    [InlineData("{'attribute':'plan','changed':{'calendar':'lastWeek'},'from':null,'to':'pro'}", "符合以下条件的人：“plan”上周从无值变为“pro”。", "符合以下條件的人：「plan」上週從無值變為「pro」。")]
    [InlineData("{'event':'Checkout','op':'gt','value':1,'during':{'from':'2026-01-31','to':'2026-03-01'}}", "符合以下条件的人：自 2026年1月31日起、2026年3月1日之前做过超过 1 次“Checkout”。", "符合以下條件的人：自 2026年1月31日起、2026年3月1日之前做過超過 1 次「Checkout」。")]
    [InlineData("{'event':'Checkout','measure':'sum','of':'total','op':'gt','value':1299.9,'during':{'last':'60d'}}", "符合以下条件的人：在过去 60 天内的“Checkout”的“total”总和大于 1,299.9。", "符合以下條件的人：在過去 60 天內的「Checkout」的「total」總和大於 1,299.9。")]
    [InlineData("{'sequence':[{'event':'View'},{'event':'Order','absent':true,'within':'1d'}],'during':{'last':'30d'},'same':'product_id'}", "符合以下条件的人：依次做过：先是“View”，然后在 1 天内没有“Order”，第一步在过去 30 天内发生，且各步的“product_id”相同。", "符合以下條件的人：依序做過：先是「View」，然後在 1 天內沒有「Order」，第一步在過去 30 天內發生，且各步驟的「product_id」相同。")]
    [InlineData("{'all':[{'any':[{'attribute':'plan','op':'eq','value':'a'},{'event':'Checkout'}]},{'not':{'segment':'regulars'}}]}", "符合以下条件的人：（“plan”是“a”，或做过“Checkout”），且不是属于分群“regulars”的人。", "符合以下條件的人：（「plan」是「a」，或做過「Checkout」），且不是屬於分群「regulars」的人。")]
    public void Of_ARule_ReadsAsChinese(string json, string simplified, string traditional)
    {
        Assert.Equal(simplified, Sentence("zh-Hans", json));
        Assert.Equal(traditional, Sentence("zh-Hant", json));
    }

    private static readonly EveryName s_names = new(attribute => attribute == "signup_date" ? DataType.DateTime : DataType.Text);

    private string Sentence(string tag, string json)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(tag);
        using var scope = Services.CreateScope();
        var rule = Assert.IsType<RuleReading.Read>(RuleReader.Read(json.Replace('\'', '"'), s_names)).Rule;

        return new RuleSentence(scope.ServiceProvider.GetRequiredService<IStringLocalizer<RuleTexts>>(), new NamesAsLabels()).Of(rule);
    }
}

using System.Resources;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Rules.Sentences;
using CdpStudio.Core.Tests.Testing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Core.Tests.Rules;

public sealed class RuleSentenceTests
{
    private readonly KnownTexts _texts = new();

    [Theory]
    [InlineData("{'everyone':true}", "Everyone.")]
    [InlineData("{'all':[]}", "Everyone.")]
    [InlineData("{'any':[]}", "Nobody.")]
    [InlineData("{'attribute':'plan','op':'eq','value':'free'}", "People whose plan is free.")]
    [InlineData("{'attribute':'plan','op':'eq','value':'{0}'}", "People whose plan is {0}.")]
    [InlineData("{'attribute':'plan','op':'in','value':['Germany','Türkiye','Viet Nam']}", "People whose plan is one of Germany, Türkiye or Viet Nam.")]
    [InlineData("{'attribute':'plan','op':'in','value':[]}", "People whose plan is one of no values.")]
    [InlineData("{'attribute':'plan','op':'missing'}", "People whose plan is not known.")]
    [InlineData("{'attribute':'plan','op':'neq','value':'pro','for':'1mo'}", "People whose plan is not pro and has been so for 1 month.")]
    [InlineData("{'attribute':'points','op':'gte','value':1234.5}", "People whose points is at least 1,234.5.")]
    [InlineData("{'attribute':'signup_date','op':'before','value':'2026-01-31'}", "People whose signup_date is before 31 January 2026.")]
    [InlineData("{'attribute':'signup_date','op':'inLast','value':'90d'}", "People whose signup_date is in the last 90 days.")]
    [InlineData("{'attribute':'signup_date','op':'anniversary','value':{'from':-1,'to':7}}", "People whose signup_date has its anniversary from 1 day before today to 7 days after today.")]
    [InlineData("{'attribute':'interests','op':'hasAll','value':['tea','rugs']}", "People whose interests has all of tea and rugs.")]
    [InlineData("{'attribute':'plan','changed':{'calendar':'lastWeek'},'from':null,'to':'pro'}", "People whose plan changed from no value to pro last week.")]
    [InlineData("{'event':'Checkout'}", "People who did Checkout.")]
    [InlineData("{'event':'Checkout','op':'eq','value':0,'during':{'last':'60d'}}", "People who did not do Checkout in the last 60 days.")]
    [InlineData("{'event':'Checkout','op':'gte','value':2,'during':{'last':'1y'}}", "People who did Checkout at least 2 times in the last 1 year.")]
    [InlineData("{'event':'Checkout*','where':[{'property':'category','op':'eq','value':'shoes'},{'any':[{'property':'$hour','op':'lt','value':12},{'not':{'property':'total','op':'exists'}}]}]}", "People who did events beginning with Checkout (category is shoes and (hour of the day is less than 12 or not (total is known))).")]
    [InlineData("{'event':'*','measure':'days','op':'gte','value':3,'during':{'between':['30d','7d']}}", "People who did any event on at least 3 days between 30 days and 7 days ago.")]
    [InlineData("{'event':'Checkout','measure':'sum','of':'total','op':'gt','value':99.9}", "People whose sum of total over Checkout is more than 99.9.")]
    [InlineData("{'event':'Checkout','measure':'last','op':'moreThanAgo','value':'2w'}", "People whose last Checkout is 2 weeks ago or longer.")]
    [InlineData("{'event':'Checkout','pick':'first','having':[{'property':'total','op':'gt','value':5}]}", "People whose first Checkout was one where total is more than 5.")]
    [InlineData("{'sequence':[{'event':'Product viewed'},{'event':'Added to basket','within':'7d'},{'event':'Order','absent':true,'within':'1d'}],'during':{'last':'30d'},'same':'product_id'}", "People who did this in order: first Product viewed, then Added to basket within 7 days, then no Order within 1 day, starting in the last 30 days, all with the same product_id.")]
    [InlineData("{'regularly':{'event':'Checkout'},'periods':3,'ofLast':4,'period':'week'}", "People who did Checkout, in at least 3 of the last 4 whole weeks.")]
    [InlineData("{'all':[{'attribute':'plan','op':'eq','value':'free'},{'event':'Checkout'},{'not':{'tag':'wholesale'}}]}", "People whose plan is free, who did Checkout, and who are not among the people who carry the tag wholesale.")]
    [InlineData("{'all':[{'any':[{'attribute':'plan','op':'eq','value':'a'},{'event':'Checkout'}]},{'segment':'regulars'}]}", "People (whose plan is a or who did Checkout) and who are in the segment regulars.")]
    [InlineData("{'not':{'any':[{'event':'Checkout'},{'segment':'regulars'}]}}", "People for whom none of this holds: who did Checkout; who are in the segment regulars.")]
    [InlineData("{'atLeast':2,'of':[{'event':'Checkout'},{'everyone':true},{'reachable':'sms'}]}", "People for whom at least 2 of these 3 hold (who did Checkout; whoever they are; who can be reached by SMS).")]
    [InlineData("{'segment':'regulars','for':'30d'}", "People who have been in the segment regulars for 30 days.")]
    [InlineData("{'consent':'email','topic':'newsletter','is':'unknown'}", "People who have not said whether they want newsletter by email.")]
    [InlineData("{'geo':'last_location','within':{'lat':10.77,'lon':106.69,'km':5}}", "People whose last_location is at most 5 km from 10.77, 106.69.")]
    [InlineData("{'sample':{'percent':12.5,'salt':'spring'}}", "People who are in the 12.5% sample spring.")]
    public void Of_ARule_IsOneSentence(string json, string sentence)
    {
        using var _ = new CultureScope("en");

        Assert.Equal(sentence, Sentence().Of(Read.Rule(json)));
    }

    [Fact]
    public void Of_InAnotherCulture_NumbersAndDatesAreWrittenAsThere()
    {
        using var _ = new CultureScope("de-DE");

        Assert.Equal("People whose points is more than 1.234,5.", Sentence().Of(Read.Rule("{'attribute':'points','op':'gt','value':1234.5}")));
        Assert.Equal("People whose signup_date is on 3 März 2026.", Sentence().Of(Read.Rule("{'attribute':'signup_date','op':'on','value':'2026-03-03'}")));
    }

    [Fact]
    public void Of_ThingsWithLabels_AreCalledByThem()
    {
        using var _ = new CultureScope("en");

        Assert.Equal(
            "People whose Tarif is free and who did Bestellung (Warengruppe is tea).",
            new RuleSentence(_texts, new GermanLabels()).Of(Read.Rule(
                "{'all':[{'attribute':'plan','op':'eq','value':'free'},{'event':'Order','where':[{'property':'category','op':'eq','value':'tea'}]}]}")));
    }

    [Theory]
    [InlineData("fa-IR")]
    [InlineData("vi-VN")]
    public void Of_EveryRule_HasAllItsTexts(string culture)
    {
        using var _ = new CultureScope(culture);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(AnyRule.Arbitrary, rule => Sentence().Of(rule).Length > 5));
    }

    [Fact]
    public void AddRules_ASentence_IsThere()
    {
        using var _ = new CultureScope("en");
        using var services = new ServiceCollection().AddLogging().AddLocalization().AddRules().BuildServiceProvider();
        using var scope = services.CreateScope();

        Assert.Equal("Everyone.", scope.ServiceProvider.GetRequiredService<RuleSentence>().Of(new Rule.Everyone()));
    }

    private RuleSentence Sentence() => new(_texts, new NamesAsLabels());

    /// <summary>The real texts; a key that they lack fails the test, but for those that may be missing.</summary>
    private sealed class KnownTexts : IStringLocalizer<RuleTexts>
    {
        private readonly IStringLocalizer<RuleTexts> _texts =
            new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<RuleTexts>>();

        public LocalizedString this[string name] => Known(_texts[name]);

        public LocalizedString this[string name, params object[] arguments] => Known(_texts[name, arguments]);

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => _texts.GetAllStrings(includeParentCultures);

        private static LocalizedString Known(LocalizedString text) =>
            !text.ResourceNotFound || text.Name.StartsWith("Channel_", StringComparison.Ordinal) ? text : throw new MissingManifestResourceException(text.Name);
    }

    private sealed class GermanLabels : IRuleLabels
    {
        public string Attribute(string name) => name == "plan" ? "Tarif" : name;

        public string Event(string name) => name == "Order" ? "Bestellung" : name;

        public string Property(string path) => path == "category" ? "Warengruppe" : path;

        public string Segment(string key) => key;

        public string Tag(string key) => key;

        public string List(string key) => key;

        public string Journey(string key) => key;

        public string Topic(string channel, string key) => key;
    }
}

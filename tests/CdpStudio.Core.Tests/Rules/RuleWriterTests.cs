using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace CdpStudio.Core.Tests.Rules;

public sealed class RuleWriterTests
{
    /// <summary>Written by version one, and as it writes: this text is only ever added to.</summary>
    private const string Stored =
        """
        {"all":[
        {"everyone":true},
        {"any":[{"attribute":"plan","op":"in","value":["free",5]},{"attribute":"plan","op":"neq","value":"pro","for":"90d"}]},
        {"not":{"attribute":"points","op":"between","value":[-1.5,200]}},
        {"atLeast":2,"of":[{"attribute":"vip","op":"isTrue"},{"attribute":"vip","op":"missing"},{"attribute":"interests","op":"hasAny","value":["tea","12"]}]},
        {"attribute":"plan","op":"notContains","value":"trial"},
        {"attribute":"plan","op":"matches","value":"^a|b$"},
        {"attribute":"signup_date","op":"between","value":["2026-01-01","2026-01-31T18:30:00"]},
        {"attribute":"signup_date","op":"anniversary","value":{"from":0,"to":7}},
        {"attribute":"signup_date","op":"moreThanAgo","value":"2mo"},
        {"attribute":"plan","changed":{"last":"30d"},"from":null,"to":"pro"},
        {"attribute":"signup_date","changed":{"calendar":"thisQuarter"},"from":"2026-01-01"},
        {"event":"Order Completed","where":[{"property":"category","op":"eq","value":"shoes"},{"any":[{"property":"gift","op":"eq","value":true},{"not":{"all":[{"property":"$hour","op":"lt","value":12}]}}]}],"during":{"last":"90d"},"measure":"count","op":"gte","value":3},
        {"event":"Checkout*","during":{"from":"2026-01-01T00:00:00Z","to":"2026-04-01"},"measure":"sum","of":"total","op":"gt","value":99.9},
        {"event":"*","during":{"between":["30d","7d"]},"measure":"first","op":"inLast","value":"1y"},
        {"event":"Checkout","measure":"mostFrequent","of":"product.brand","op":"eq","value":"Acme"},
        {"event":"Checkout","during":{"since":"signup_date","within":"7d"},"pick":"last","having":[{"property":"total","op":"exists"}]},
        {"sequence":[{"event":"Checkout"},{"event":"Order Completed","where":[{"property":"total","op":"gt","value":1}],"within":"7d"},{"event":"Refund","absent":true,"within":"1d"}],"during":{"calendar":"lastMonth"},"same":"order_id"},
        {"regularly":{"event":"Checkout","measure":"days","op":"gte","value":1},"periods":3,"ofLast":4,"period":"week"},
        {"segment":"regulars","entered":{"last":"3d"}},
        {"tag":"wholesale","left":{"since":"signup_date"}},
        {"list":"fair-2026","for":"30d"},
        {"consent":"email","topic":"newsletter","is":"subscribed"},
        {"reachable":"sms"},
        {"identifier":"email","op":"endsWith","value":"@example.com"},
        {"journey":"welcome","state":"never"},
        {"geo":"last_location","within":{"lat":10.77,"lon":106.69,"km":5}},
        {"sample":{"percent":12.5,"salt":"spring"}}
        ]}
        """;

    [Fact]
    public void Read_WhatWasWritten_IsTheSameRule() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(AnyRule.Arbitrary, rule =>
        {
            var written = RuleWriter.Write(rule);

            return RuleReader.Read(written, new KnownNames()) switch
            {
                RuleReading.Read read => RuleWriter.Write(read.Rule) == written && Anatomy.Of(read.Rule) == Anatomy.Of(rule),
                RuleReading.Refused refused => throw new InvalidOperationException($"{refused.Refusal.Detail} in {written}"),
                var other => throw new InvalidOperationException(other.ToString()),
            };
        }));

    [Theory]
    [InlineData("fa-IR")]
    [InlineData("vi-VN")]
    [InlineData("")]
    public void Write_WhatVersionOneStored_IsTheSameTextInEveryCulture(string culture)
    {
        using var _ = new CultureScope(culture);

        var rule = Read.Rule(Stored);

        Assert.Equal(Stored.ReplaceLineEndings(""), RuleWriter.Write(rule));
    }

    [Theory]
    [InlineData("{'attribute':'points','op':'gt','value':5.10}", "{'attribute':'points','op':'gt','value':5.1}")]
    [InlineData("{'attribute':'points','op':'gt','value':1.00005e3}", "{'attribute':'points','op':'gt','value':1000.05}")]
    [InlineData("{'attribute':'points','op':'gt','value':1.00005}", "{'attribute':'points','op':'gt','value':1.0001}")]
    [InlineData("{'attribute':'interests','op':'hasAll','value':[12.50,'tea']}", "{'attribute':'interests','op':'hasAll','value':['12.5','tea']}")]
    [InlineData("{'value':'2026-01-01 12:30','op':'before','attribute':'signup_date'}", "{'attribute':'signup_date','op':'before','value':'2026-01-01T12:30:00'}")]
    [InlineData("{'attribute':'signup_date','op':'before','value':'2026-01-01T12:30:00.1239+0230'}", "{'attribute':'signup_date','op':'before','value':'2026-01-01T10:00:00.123Z'}")]
    [InlineData("{'attribute':'signup_date','op':'anniversary','value':{'to':3}}", "{'attribute':'signup_date','op':'anniversary','value':{'from':0,'to':3}}")]
    [InlineData("{'event':'Checkout'}", "{'event':'Checkout','measure':'count','op':'gte','value':1}")]
    [InlineData("{'where':[],'event':'Checkout','measure':'sum','of':'total'}", "{'event':'Checkout','measure':'sum','of':'total','op':'gte','value':1}")]
    [InlineData("{'attribute':'unheard','changed':{'last':'1d'},'to':[1,'a']}", "{'attribute':'unheard','changed':{'last':'1d'},'to':['1','a']}")]
    [InlineData("{'atLeast':1.0,'of':[{'everyone':true}]}", "{'atLeast':1,'of':[{'everyone':true}]}")]
    public void Write_OtherWaysToSayIt_AreOneText(string said, string written) =>
        Assert.Equal(written.Replace('\'', '"'), RuleWriter.Write(Read.Rule(said)));

    [Fact]
    public void AreEqual_RulesWithEqualLists_AreEqualByWhatTheySay()
    {
        Assert.True(RuleWriter.AreEqual(Read.Rule("{'all':[{'everyone':true}]}"), Read.Rule("{ 'all' : [ {'everyone':true} ] }")));
        Assert.False(RuleWriter.AreEqual(Read.Rule("{'all':[]}"), Read.Rule("{'any':[]}")));
    }
}

using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Rules;

public sealed class RuleReaderTests
{
    [Theory]
    [InlineData("{'attribute':'plan','op':'eq','value':5}")] // never equal, and not refused: a type may change after saving
    [InlineData("{'attribute':'points','op':'notIn','value':['a',1]}")]
    [InlineData("{'attribute':'plan','op':'in','value':[]}")]
    [InlineData("{'attribute':'PLAN','op':'eq','value':'x'}")]
    [InlineData("{'attribute':'unheard','op':'hasAny','value':['x']}")]
    [InlineData("{'attribute':'unheard','op':'between','value':['2026-01-01','2025-01-01']}")]
    [InlineData("{'attribute':'points','op':'between','value':[5,1]}")]
    [InlineData("{'attribute':'points','op':'eq','value':9007199254740992}")]
    [InlineData("{'attribute':'signup_date','op':'anniversary','value':{'from':-366,'to':366}}")]
    [InlineData("{'attribute':'plan','changed':{'between':['7d','30d']}}")]
    [InlineData("{'attribute':'plan','changed':{'last':'1d'},'from':null,'to':null}")]
    [InlineData("{'event':'Checkout','where':[]}")]
    [InlineData("{'event':'Checkout','where':[{'all':[]},{'any':[]}]}")]
    [InlineData("{'event':'Checkout','where':[{'property':'gift','op':'in','value':[true,1,'x']}]}")]
    [InlineData("{'event':'Checkout','where':[{'property':'total','op':'before','value':'2026-01-01'}]}")]
    [InlineData("{'event':'Checkout','where':[{'property':'total','op':'between','value':[1,2]}]}")]
    [InlineData("{'event':'Checkout','pick':'first','having':[]}")]
    [InlineData("{'event':'Checkout','measure':'min','of':'total','op':'missing'}")]
    [InlineData("{'event':'Checkout','measure':'days','op':'in','value':[1,2]}")]
    [InlineData("{'event':'Checkout','measure':'lastValue','of':'gift','op':'eq','value':false}")]
    [InlineData("{'event':'*','measure':'last','op':'anniversary','value':{'to':1}}")]
    [InlineData("{'sequence':[{'event':'Checkout'},{'event':'Checkout','absent':true,'within':'1d'},{'event':'Checkout','within':'1d'}]}")]
    [InlineData("{'segment':'REGULARS'}")]
    [InlineData("{'consent':'whatsapp','is':'unknown'}")]
    [InlineData("{'identifier':'loyalty_card','op':'notIn','value':['a']}")]
    [InlineData("{'geo':'last_location','within':{'lat':-90,'lon':180,'km':0}}")]
    [InlineData("{'sample':{'percent':0.0001,'salt':'a'}}")]
    [InlineData("{'sample':{'percent':1e2,'salt':'a'}}")]
    public void Read_WhatTheLanguageAllows_IsTaken(string json) => Read.Rule(json);

    [Fact]
    public void Read_NamesThatNobodyHasSeen_AreWarnedOfWhereTheyStand()
    {
        var reading = Read.Reading(
            """
            {"all":[
            {"attribute":"nickname","op":"exists"},
            {"attribute":"PLAN","op":"exists"},
            {"attribute":"plan","changed":{"since":"birthdate"}},
            {"event":"Checkout*","where":[{"any":[{"property":"total","op":"exists"},{"property":"colour","op":"exists"}]}]},
            {"event":"Check*out","measure":"sum","of":"amount"},
            {"event":"*","measure":"count"},
            {"event":"Order*","where":[{"property":"$WEEKDAY","op":"lt","value":6},{"property":"product.brand","op":"exists"}]},
            {"sequence":[{"event":"Signed Up"},{"event":"checkout"}],"same":"basket"},
            {"geo":"home","within":{"lat":1,"lon":1,"km":1}},
            {"regularly":{"event":"Logged In"},"periods":1,"ofLast":1,"period":"day"}
            ]}
            """);

        var warnings = Assert.IsType<RuleReading.Read>(reading).Warnings;
        Assert.Equal(
            [
                "/all/0/attribute", "/all/2/changed/since", "/all/3/where/0/any/1/property", "/all/4/event", "/all/4/of",
                "/all/7/sequence/0/event", "/all/7/same", "/all/8/geo", "/all/9/regularly/event",
            ],
            warnings.Select(w => w.Pointer));
        Assert.All(warnings, w => Assert.Contains(w.Pointer, w.Detail, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Checkout", "checkout", true)]
    [InlineData("Checkout", "Checkout Started", false)]
    [InlineData("Checkout*", "checkout", true)]
    [InlineData("Checkout*", "CHECKOUT STARTED", true)]
    [InlineData("Checkout*", "A Checkout", false)]
    [InlineData("*", "anything", true)]
    [InlineData("a*b", "a*B", true)]
    [InlineData("a*b", "axb", false)]
    [InlineData("**", "*x", true)]
    [InlineData("**", "x", false)]
    [InlineData("Vie\u0323\u0302t*", "VIỆT NAM", true)]
    public void Takes_AnEventName_StarsAreLettersButAtTheEnd(string pattern, string name, bool taken) =>
        Assert.Equal(taken, EventPattern.Of(pattern).Takes(StudioText.Key(name)));

    [Fact]
    public void As_AnEndReadBeforeTheAttributeWasADatetime_IsTheDateThatItSays()
    {
        var unknown = Assert.IsType<Rule.Changed>(Read.Rule("{'attribute':'unheard','changed':{'last':'1d'},'from':'2026-01-01','to':'soon'}"));
        var known = Assert.IsType<Rule.Changed>(Read.Rule("{'attribute':'signup_date','changed':{'last':'1d'},'from':'2026-01-01'}"));

        Assert.Equal(known.From, unknown.From?.As(DataType.DateTime));
        Assert.Equal(unknown.From, unknown.From?.As(DataType.Text));
        Assert.Equal(unknown.To, unknown.To?.As(DataType.DateTime));
    }

    [Fact]
    public void IsFoundIn_AnExpression_IsFoundAnywhereInEveryCaseAndForm()
    {
        Assert.True(TextPattern.Compile("vie\u0323\u0302t").IsFoundIn("xin chào VIỆT NAM"));
        Assert.True(TextPattern.Compile("^i$").IsFoundIn("I"));
        Assert.False(TextPattern.Compile("^a$").IsFoundIn("ab"));
    }

    [Fact]
    public void At_EachNode_IsWhatItsPointerSays()
    {
        var rule = Read.Rule("{'all':[{'not':{'segment':'regulars'}},{'atLeast':1,'of':[{'everyone':true},{'segment':'REGULARS'}]},{'event':'Checkout','where':[{'not':{'property':'total','op':'exists'}}]}]}");

        Assert.Equal(["", "/all/0", "/all/0/not", "/all/1", "/all/1/of/0", "/all/1/of/1", "/all/2"], rule.Nodes().Select(n => n.Pointer));
        Assert.IsType<Rule.Everyone>(rule.At("/all/1/of/0"));
        Assert.Null(rule.At("/all/3"));
        Assert.Equal([StudioText.Key("regulars")], rule.Segments());
        Assert.Equal(5, rule.CountConditions());
    }
}

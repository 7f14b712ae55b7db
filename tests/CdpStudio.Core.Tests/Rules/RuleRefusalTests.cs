using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Rules;

public sealed class RuleRefusalTests
{
    /// <summary>What is not a node, in every place where one can stand.</summary>
    [Theory]
    [InlineData("null", "")]
    [InlineData("{}", "")]
    [InlineData("[]", "")]
    [InlineData("5", "")]
    [InlineData("'everyone'", "")]
    [InlineData("{'nobody':true}", "")]
    [InlineData("{'Everyone':true}", "")]
    [InlineData("{'all':[],'any':[]}", "")]
    [InlineData("{'not':{'segment':'regulars','tag':'wholesale'}}", "/not")]
    [InlineData("{'all':[{'everyone':true},{}]}", "/all/1")]
    [InlineData("{'all':[null]}", "/all/0")]
    [InlineData("{'any':[{'all':[{'what':1}]}]}", "/any/0/all/0")]
    [InlineData("{'atLeast':1,'of':[{'everyone':true},[]]}", "/of/1")]
    [InlineData("{'not':null}", "/not")]
    [InlineData("{'not':{}}", "/not")]
    [InlineData("{'not':[{'everyone':true}]}", "/not")]
    [InlineData("{'everyone':false}", "/everyone")]
    [InlineData("{'everyone':1}", "/everyone")]
    [InlineData("{'everyone':null}", "/everyone")]
    [InlineData("{'everyone':true,'x':1}", "/x")]
    [InlineData("{'everyone':true,'a/b~c':1}", "/a~1b~0c")]
    [InlineData("{'all':{}}", "/all")]
    [InlineData("{'all':null}", "/all")]
    [InlineData("{'any':'x'}", "/any")]
    [InlineData("{'all':[],'note':'x'}", "/note")]
    [InlineData("{'all':[],'all':[]}", "/all")]
    [InlineData("{'everyone':true,'everyone':true}", "/everyone")]
    [InlineData("{'atLeast':1}", "/of")]
    [InlineData("{'of':[{'everyone':true}]}", "")]
    [InlineData("{'atLeast':0,'of':[{'everyone':true}]}", "/atLeast")]
    [InlineData("{'atLeast':2,'of':[{'everyone':true}]}", "/atLeast")]
    [InlineData("{'atLeast':1,'of':[]}", "/atLeast")]
    [InlineData("{'atLeast':1.5,'of':[{'everyone':true},{'everyone':true}]}", "/atLeast")]
    [InlineData("{'atLeast':1.00001,'of':[{'everyone':true},{'everyone':true}]}", "/atLeast")]
    [InlineData("{'atLeast':'1','of':[{'everyone':true}]}", "/atLeast")]
    [InlineData("{'atLeast':1,'of':{'everyone':true}}", "/of")]
    public void Read_NotANode_IsRefusedThere(string json, string pointer) => AssertRefused(json, pointer);

    [Theory]
    [InlineData("{'attribute':'plan'}", "/op")]
    [InlineData("{'attribute':'plan','value':'x'}", "/op")]
    [InlineData("{'attribute':'plan','op':'eq'}", "/value")]
    [InlineData("{'attribute':'','op':'exists'}", "/attribute")]
    [InlineData("{'attribute':'\\u2003 ','op':'exists'}", "/attribute")]
    [InlineData("{'attribute':5,'op':'exists'}", "/attribute")]
    [InlineData("{'attribute':null,'op':'exists'}", "/attribute")]
    [InlineData("{'attribute':'\\ud800','op':'exists'}", "/attribute")]
    [InlineData("{'attribute':'plan','op':'equals','value':'x'}", "/op")]
    [InlineData("{'attribute':'plan','op':'EQ','value':'x'}", "/op")]
    [InlineData("{'attribute':'plan','op':null,'value':'x'}", "/op")]
    [InlineData("{'attribute':'plan','op':['eq'],'value':'x'}", "/op")]
    [InlineData("{'attribute':'plan','operator':'eq','value':'x'}", "/operator")]
    [InlineData("{'attribute':'plan','op':'eq','value':'x','op':'neq'}", "/op")]
    [InlineData("{'attribute':'plan','op':'exists','value':'x'}", "/value")]
    [InlineData("{'attribute':'plan','op':'missing','value':null}", "/value")]
    [InlineData("{'attribute':'vip','op':'isTrue','value':true}", "/value")]
    [InlineData("{'attribute':'plan','op':'eq','value':''}", "/value")]
    [InlineData("{'attribute':'plan','op':'eq','value':' \\t\\u00a0'}", "/value")]
    [InlineData("{'attribute':'plan','op':'eq','value':null}", "/value")]
    [InlineData("{'attribute':'plan','op':'eq','value':{}}", "/value")]
    [InlineData("{'attribute':'plan','op':'eq','value':['x']}", "/value")]
    [InlineData("{'attribute':'plan','op':'eq','value':true}", "/value")]
    [InlineData("{'attribute':'plan','op':'eq','value':'\\ud800x'}", "/value")]
    [InlineData("{'attribute':'unheard','op':'neq','value':false}", "/value")]
    [InlineData("{'attribute':'plan','op':'in','value':'x'}", "/value")]
    [InlineData("{'attribute':'plan','op':'in','value':['x',null]}", "/value/1")]
    [InlineData("{'attribute':'plan','op':'in','value':['x','y',' ']}", "/value/2")]
    [InlineData("{'attribute':'plan','op':'notIn','value':[[]]}", "/value/0")]
    [InlineData("{'attribute':'plan','op':'in','value':[true]}", "/value/0")]
    [InlineData("{'attribute':'plan','op':'contains','value':5}", "/value")]
    [InlineData("{'attribute':'plan','op':'notContains','value':' '}", "/value")]
    [InlineData("{'attribute':'plan','op':'startsWith','value':''}", "/value")]
    [InlineData("{'attribute':'plan','op':'endsWith'}", "/value")]
    [InlineData("{'attribute':'plan','op':'matches','value':'('}", "/value")]
    [InlineData("{'attribute':'plan','op':'matches','value':''}", "/value")]
    [InlineData("{'attribute':'plan','op':'matches','value':'(a)\\\\1'}", "/value")]
    [InlineData("{'attribute':'plan','op':'matches','value':'(?=a)'}", "/value")]
    [InlineData("{'attribute':'plan','op':'matches','value':'(?<!a)b'}", "/value")]
    [InlineData("{'attribute':'plan','op':'matches','value':'(?>a)b'}", "/value")]
    [InlineData("{'attribute':'plan','op':'matches','value':'((a{1000}){1000}){1000}'}", "/value")]
    [InlineData("{'attribute':'points','op':'gt','value':'5'}", "/value")]
    [InlineData("{'attribute':'points','op':'lte','value':true}", "/value")]
    [InlineData("{'attribute':'points','op':'eq','value':9007199254740993}", "/value")]
    [InlineData("{'attribute':'points','op':'gt','value':900000000000000.5}", "/value")]
    [InlineData("{'attribute':'points','op':'in','value':[1,-1e16]}", "/value/1")]
    [InlineData("{'attribute':'points','op':'gt','value':1e400}", "/value")]
    [InlineData("{'attribute':'points','op':'between','value':5}", "/value")]
    [InlineData("{'attribute':'points','op':'between','value':[1]}", "/value/1")]
    [InlineData("{'attribute':'points','op':'between','value':[]}", "/value/0")]
    [InlineData("{'attribute':'points','op':'between','value':[1,2,3]}", "/value/2")]
    [InlineData("{'attribute':'points','op':'between','value':[1,'2']}", "/value/1")]
    [InlineData("{'attribute':'points','op':'between','value':['2026-01-01','2026-02-01']}", "/value/0")]
    [InlineData("{'attribute':'signup_date','op':'between','value':[1,2]}", "/value/0")]
    [InlineData("{'attribute':'unheard','op':'between','value':[1,'2026-02-01']}", "/value/1")]
    [InlineData("{'attribute':'unheard','op':'between','value':['2026-02-01',1]}", "/value/1")]
    [InlineData("{'attribute':'signup_date','op':'before','value':'yesterday'}", "/value")]
    [InlineData("{'attribute':'signup_date','op':'on','value':'2026-02-30'}", "/value")]
    [InlineData("{'attribute':'signup_date','op':'after','value':1700000000}", "/value")]
    [InlineData("{'attribute':'signup_date','op':'between','value':['2026-02-01','']}", "/value/1")]
    [InlineData("{'attribute':'signup_date','op':'inLast','value':'0d'}", "/value")]
    [InlineData("{'attribute':'signup_date','op':'inLast','value':'30 days'}", "/value")]
    [InlineData("{'attribute':'signup_date','op':'inNext','value':'1D'}", "/value")]
    [InlineData("{'attribute':'signup_date','op':'moreThanAgo','value':'101y'}", "/value")]
    [InlineData("{'attribute':'signup_date','op':'moreThanAgo','value':7}", "/value")]
    [InlineData("{'attribute':'signup_date','op':'anniversary'}", "/value")]
    [InlineData("{'attribute':'signup_date','op':'anniversary','value':{}}", "/value")]
    [InlineData("{'attribute':'signup_date','op':'anniversary','value':7}", "/value")]
    [InlineData("{'attribute':'signup_date','op':'anniversary','value':{'from':-367}}", "/value/from")]
    [InlineData("{'attribute':'signup_date','op':'anniversary','value':{'to':367}}", "/value/to")]
    [InlineData("{'attribute':'signup_date','op':'anniversary','value':{'to':1.5}}", "/value/to")]
    [InlineData("{'attribute':'signup_date','op':'anniversary','value':{'to':null}}", "/value/to")]
    [InlineData("{'attribute':'signup_date','op':'anniversary','value':{'to':1,'by':2}}", "/value/by")]
    [InlineData("{'attribute':'signup_date','op':'anniversary','value':{'from':3,'to':2}}", "/value")]
    [InlineData("{'attribute':'interests','op':'hasAny','value':[]}", "/value")]
    [InlineData("{'attribute':'interests','op':'hasAll','value':'x'}", "/value")]
    [InlineData("{'attribute':'interests','op':'hasNone','value':['x','']}", "/value/1")]
    [InlineData("{'attribute':'interests','op':'hasAny','value':[null]}", "/value/0")]
    [InlineData("{'attribute':'interests','op':'hasAny','value':[true]}", "/value/0")]
    [InlineData("{'attribute':'plan','op':'eq','value':'x','for':'90'}", "/for")]
    [InlineData("{'attribute':'plan','op':'eq','value':'x','for':null}", "/for")]
    [InlineData("{'attribute':'plan','op':'eq','value':'x','from':'y'}", "/from")]
    [InlineData("{'attribute':'plan','op':'eq','value':'x','during':{'last':'3d'}}", "/during")]
    public void Read_AttributeCondition_IsRefusedAtTheMemberAtFault(string json, string pointer) => AssertRefused(json, pointer);

    [Theory]
    [InlineData("plan", "lt between before inLast anniversary hasAny isTrue isFalse on")]
    [InlineData("points", "contains matches startsWith before inLast hasAll isTrue")]
    [InlineData("vip", "eq neq in notIn gt contains between after hasNone")]
    [InlineData("signup_date", "eq neq in lt gte contains isTrue hasAny")]
    [InlineData("interests", "eq neq in notIn contains gt between inLast isFalse")]
    public void Read_AnOperatorThatTheTypeDoesNotHave_IsRefusedAtTheOperator(string attribute, string operators)
    {
        foreach (var op in operators.Split(' ')) AssertRefused($"{{'attribute':'{attribute.ToUpperInvariant()}','op':'{op}','value':'x'}}", "/op");
    }

    [Theory]
    [InlineData("{'attribute':'plan','changed':{}}", "/changed")]
    [InlineData("{'attribute':'plan','changed':null}", "/changed")]
    [InlineData("{'attribute':'plan','changed':'30d'}", "/changed")]
    [InlineData("{'attribute':'plan','changed':{'last':'30d'},'op':'eq'}", "/op")]
    [InlineData("{'attribute':'plan','changed':{'last':'30d'},'for':'30d'}", "/for")]
    [InlineData("{'attribute':'plan','changed':{'last':'30d'},'from':5}", "/from")]
    [InlineData("{'attribute':'plan','changed':{'last':'30d'},'to':''}", "/to")]
    [InlineData("{'attribute':'plan','changed':{'last':'30d'},'to':{}}", "/to")]
    [InlineData("{'attribute':'points','changed':{'last':'30d'},'to':'5'}", "/to")]
    [InlineData("{'attribute':'vip','changed':{'last':'30d'},'to':'true'}", "/to")]
    [InlineData("{'attribute':'signup_date','changed':{'last':'30d'},'from':'soon'}", "/from")]
    [InlineData("{'attribute':'signup_date','changed':{'last':'30d'},'from':1700000000}", "/from")]
    [InlineData("{'attribute':'interests','changed':{'last':'30d'},'from':'a'}", "/from")]
    [InlineData("{'attribute':'interests','changed':{'last':'30d'},'from':[]}", "/from")]
    [InlineData("{'attribute':'unheard','changed':{'last':'30d'},'from':{'a':1}}", "/from")]
    public void Read_AChange_IsRefusedAtTheMemberAtFault(string json, string pointer) => AssertRefused(json, pointer);

    [Theory]
    [InlineData("{}", "")]
    [InlineData("null", "")]
    [InlineData("[]", "")]
    [InlineData("'90d'", "")]
    [InlineData("{'last':'90'}", "/last")]
    [InlineData("{'last':90}", "/last")]
    [InlineData("{'last':null}", "/last")]
    [InlineData("{'next':'90d'}", "/next")]
    [InlineData("{'last':'90d','unit':'d'}", "/unit")]
    [InlineData("{'last':'90d','calendar':'today'}", "")]
    [InlineData("{'last':'90d','from':'2026-01-01'}", "")]
    [InlineData("{'last':'90d','within':'1d'}", "")]
    [InlineData("{'from':'1.1.2026'}", "/from")]
    [InlineData("{'from':'2026-01-01','to':null}", "/to")]
    [InlineData("{'to':1700000000}", "/to")]
    [InlineData("{'from':''}", "/from")]
    [InlineData("{'between':'30d'}", "/between")]
    [InlineData("{'between':['30d']}", "/between/1")]
    [InlineData("{'between':['30d','7d','1d']}", "/between/2")]
    [InlineData("{'between':['30d',7]}", "/between/1")]
    [InlineData("{'calendar':'nextWeek'}", "/calendar")]
    [InlineData("{'calendar':'ThisWeek'}", "/calendar")]
    [InlineData("{'calendar':true}", "/calendar")]
    [InlineData("{'within':'7d'}", "/since")]
    [InlineData("{'since':'signup_date','within':7}", "/within")]
    [InlineData("{'since':''}", "/since")]
    [InlineData("{'since':'plan'}", "/since")]
    [InlineData("{'last':'1d','last':'2d'}", "/last")]
    public void Read_AWindow_IsRefusedThereWhereverItStands(string window, string pointer)
    {
        AssertRefused($"{{'event':'Checkout','during':{window}}}", "/during" + pointer);
        AssertRefused($"{{'attribute':'plan','changed':{window}}}", "/changed" + pointer);
        AssertRefused($"{{'not':{{'segment':'regulars','left':{window}}}}}", "/not/left" + pointer);
        AssertRefused($"{{'sequence':[{{'event':'Checkout'}}],'during':{window}}}", "/during" + pointer);
    }

    [Theory]
    [InlineData("{'event':''}", "/event")]
    [InlineData("{'event':null}", "/event")]
    [InlineData("{'event':['a']}", "/event")]
    [InlineData("{'event':'Checkout','durng':{'last':'3d'}}", "/durng")]
    [InlineData("{'event':'Checkout','where':{}}", "/where")]
    [InlineData("{'event':'Checkout','where':null}", "/where")]
    [InlineData("{'event':'Checkout','where':[null]}", "/where/0")]
    [InlineData("{'event':'Checkout','where':[{}]}", "/where/0")]
    [InlineData("{'event':'Checkout','where':[{'attribute':'plan','op':'exists'}]}", "/where/0")]
    [InlineData("{'event':'Checkout','where':[{'atLeast':1,'of':[]}]}", "/where/0")]
    [InlineData("{'event':'Checkout','where':[{'property':'total','op':'exists','any':[]}]}", "/where/0")]
    [InlineData("{'event':'Checkout','where':[{'property':'','op':'exists'}]}", "/where/0/property")]
    [InlineData("{'event':'Checkout','where':[{'property':'total'}]}", "/where/0/op")]
    [InlineData("{'event':'Checkout','where':[{'property':'total','op':'gt'}]}", "/where/0/value")]
    [InlineData("{'event':'Checkout','where':[{'property':'total','op':'gt','value':'5'}]}", "/where/0/value")]
    [InlineData("{'event':'Checkout','where':[{'property':'total','op':'exists','for':'3d'}]}", "/where/0/for")]
    [InlineData("{'event':'Checkout','where':[{'all':[{'not':{'property':'total','op':'is'}}]}]}", "/where/0/all/0/not/op")]
    [InlineData("{'event':'Checkout','where':[{'any':{}}]}", "/where/0/any")]
    [InlineData("{'event':'Checkout','measure':'total'}", "/measure")]
    [InlineData("{'event':'Checkout','measure':null}", "/measure")]
    [InlineData("{'event':'Checkout','measure':'sum'}", "/of")]
    [InlineData("{'event':'Checkout','measure':'sum','of':''}", "/of")]
    [InlineData("{'event':'Checkout','of':''}", "/of")]
    [InlineData("{'event':'Checkout','measure':'days','of':null}", "/of")]
    [InlineData("{'event':'Checkout','measure':'first'}", "/op")]
    [InlineData("{'event':'Checkout','measure':'lastValue','of':'total'}", "/op")]
    [InlineData("{'event':'Checkout','value':3}", "/op")]
    [InlineData("{'event':'Checkout','op':'gte'}", "/value")]
    [InlineData("{'event':'Checkout','op':'gte','value':'3'}", "/value")]
    [InlineData("{'event':'Checkout','op':'eq','value':'3'}", "/value")]
    [InlineData("{'event':'Checkout','op':'in','value':[1,'3']}", "/value/1")]
    [InlineData("{'event':'Checkout','op':'contains','value':'3'}", "/op")]
    [InlineData("{'event':'Checkout','op':'isTrue'}", "/op")]
    [InlineData("{'event':'Checkout','measure':'last','op':'gte','value':3}", "/op")]
    [InlineData("{'event':'Checkout','measure':'distinct','of':'total','op':'inLast','value':'3d'}", "/op")]
    [InlineData("{'event':'Checkout','measure':'mostFrequent','of':'total','op':'eq','value':null}", "/value")]
    [InlineData("{'event':'Checkout','pick':'last'}", "/having")]
    [InlineData("{'event':'Checkout','pick':'any','having':[]}", "/pick")]
    [InlineData("{'event':'Checkout','pick':'last','having':{}}", "/having")]
    [InlineData("{'event':'Checkout','pick':'last','having':[],'measure':'count'}", "/measure")]
    [InlineData("{'event':'Checkout','pick':'last','having':[],'op':'gte','value':1}", "/op")]
    [InlineData("{'event':'Checkout','having':[]}", "/having")]
    [InlineData("{'event':'Checkout','pick':'last','having':[{'property':'total','op':'gt','value':{}}]}", "/having/0/value")]
    public void Read_AnEventCondition_IsRefusedAtTheMemberAtFault(string json, string pointer) => AssertRefused(json, pointer);

    [Theory]
    [InlineData("{'sequence':[]}", "/sequence")]
    [InlineData("{'sequence':{}}", "/sequence")]
    [InlineData("{'sequence':[{}]}", "/sequence/0")]
    [InlineData("{'sequence':[null]}", "/sequence/0")]
    [InlineData("{'sequence':['Checkout']}", "/sequence/0")]
    [InlineData("{'sequence':[{'where':[]}]}", "/sequence/0/event")]
    [InlineData("{'sequence':[{'event':'Checkout','within':'7d'}]}", "/sequence/0/within")]
    [InlineData("{'sequence':[{'event':'Checkout','absent':true,'within':'7d'},{'event':'Checkout'}]}", "/sequence/0/absent")]
    [InlineData("{'sequence':[{'event':'Checkout'},{'event':'Checkout','absent':true}]}", "/sequence/1/within")]
    [InlineData("{'sequence':[{'event':'Checkout'},{'event':'Checkout','absent':false,'within':'1d'}]}", "/sequence/1/absent")]
    [InlineData("{'sequence':[{'event':'Checkout'},{'event':'Checkout','within':'1'}]}", "/sequence/1/within")]
    [InlineData("{'sequence':[{'event':'Checkout'},{'event':'Checkout','measure':'count'}]}", "/sequence/1/measure")]
    [InlineData("{'sequence':[{'event':'Checkout'},{'event':'Checkout','where':[{'property':'x','op':'y'}]}]}", "/sequence/1/where/0/op")]
    [InlineData("{'sequence':[{'event':'Checkout'}],'same':''}", "/same")]
    [InlineData("{'sequence':[{'event':'Checkout'}],'same':['a']}", "/same")]
    [InlineData("{'sequence':[{'event':'Checkout'}],'within':'7d'}", "/within")]
    [InlineData("{'regularly':{'event':'Checkout'},'periods':3,'ofLast':4}", "/period")]
    [InlineData("{'regularly':{'event':'Checkout'},'periods':3,'period':'week'}", "/ofLast")]
    [InlineData("{'regularly':{'event':'Checkout'},'ofLast':3,'period':'week'}", "/periods")]
    [InlineData("{'regularly':{'event':'Checkout'},'periods':5,'ofLast':4,'period':'week'}", "/periods")]
    [InlineData("{'regularly':{'event':'Checkout'},'periods':0,'ofLast':4,'period':'week'}", "/periods")]
    [InlineData("{'regularly':{'event':'Checkout'},'periods':1,'ofLast':0,'period':'week'}", "/ofLast")]
    [InlineData("{'regularly':{'event':'Checkout'},'periods':1,'ofLast':1201,'period':'month'}", "/ofLast")]
    [InlineData("{'regularly':{'event':'Checkout'},'periods':1,'ofLast':2,'period':'year'}", "/period")]
    [InlineData("{'regularly':{'event':'Checkout','during':{'last':'3d'}},'periods':1,'ofLast':2,'period':'week'}", "/regularly/during")]
    [InlineData("{'regularly':{'event':'Checkout'},'periods':1,'ofLast':2,'period':'week','during':{'last':'3d'}}", "/during")]
    [InlineData("{'regularly':{'event':'Checkout','op':'gte'},'periods':1,'ofLast':2,'period':'week'}", "/regularly/value")]
    [InlineData("{'regularly':{'event':'Checkout','pick':'last','having':[]},'periods':1,'ofLast':2,'period':'week'}", "/regularly/pick")]
    [InlineData("{'regularly':{},'periods':1,'ofLast':2,'period':'week'}", "/regularly")]
    [InlineData("{'regularly':'Checkout','periods':1,'ofLast':2,'period':'week'}", "/regularly")]
    public void Read_SequencesAndHabits_AreRefusedAtTheMemberAtFault(string json, string pointer) => AssertRefused(json, pointer);

    [Theory]
    [InlineData("{'segment':'unheard'}", "/segment")]
    [InlineData("{'segment':''}", "/segment")]
    [InlineData("{'segment':null}", "/segment")]
    [InlineData("{'tag':'unheard'}", "/tag")]
    [InlineData("{'list':'unheard'}", "/list")]
    [InlineData("{'segment':'regulars','entered':{'last':'3d'},'left':{'last':'3d'}}", "/left")]
    [InlineData("{'tag':'wholesale','for':'30d','entered':{'last':'3d'}}", "/entered")]
    [InlineData("{'list':'fair-2026','for':30}", "/for")]
    [InlineData("{'segment':'regulars','since':'3d'}", "/since")]
    [InlineData("{'consent':'email'}", "/is")]
    [InlineData("{'consent':'email','is':'yes'}", "/is")]
    [InlineData("{'consent':'','is':'unknown'}", "/consent")]
    [InlineData("{'consent':'email','topic':'','is':'unknown'}", "/topic")]
    [InlineData("{'consent':'email','topic':null,'is':'unknown'}", "/topic")]
    [InlineData("{'reachable':'fax'}", "/reachable")]
    [InlineData("{'reachable':true}", "/reachable")]
    [InlineData("{'identifier':'email'}", "/op")]
    [InlineData("{'identifier':'','op':'exists'}", "/identifier")]
    [InlineData("{'identifier':'email','op':'gt','value':3}", "/op")]
    [InlineData("{'identifier':'email','op':'eq','value':3}", "/value")]
    [InlineData("{'identifier':'email','op':'exists','for':'3d'}", "/for")]
    [InlineData("{'journey':'welcome'}", "/state")]
    [InlineData("{'journey':'welcome','state':'done'}", "/state")]
    [InlineData("{'journey':'unheard','state':'active'}", "/journey")]
    [InlineData("{'geo':'last_location'}", "/within")]
    [InlineData("{'geo':'points','within':{'lat':1,'lon':1,'km':1}}", "/geo")]
    [InlineData("{'geo':'last_location','within':{'lat':90.1,'lon':1,'km':1}}", "/within/lat")]
    [InlineData("{'geo':'last_location','within':{'lat':1,'lon':-180.1,'km':1}}", "/within/lon")]
    [InlineData("{'geo':'last_location','within':{'lat':1,'lon':1,'km':-1}}", "/within/km")]
    [InlineData("{'geo':'last_location','within':{'lat':1,'lon':1}}", "/within/km")]
    [InlineData("{'geo':'last_location','within':{'lat':'1','lon':1,'km':1}}", "/within/lat")]
    [InlineData("{'geo':'last_location','within':{}}", "/within")]
    [InlineData("{'sample':{'percent':10}}", "/sample/salt")]
    [InlineData("{'sample':{'percent':10,'salt':' '}}", "/sample/salt")]
    [InlineData("{'sample':{'salt':'a'}}", "/sample/percent")]
    [InlineData("{'sample':{'percent':100.1,'salt':'a'}}", "/sample/percent")]
    [InlineData("{'sample':{'percent':-1,'salt':'a'}}", "/sample/percent")]
    [InlineData("{'sample':{'percent':1.00001,'salt':'a'}}", "/sample/percent")]
    [InlineData("{'sample':{'percent':'10','salt':'a'}}", "/sample/percent")]
    [InlineData("{'sample':{}}", "/sample")]
    [InlineData("{'sample':10}", "/sample")]
    public void Read_OtherLeaves_AreRefusedAtTheMemberAtFault(string json, string pointer) => AssertRefused(json, pointer);

    [Theory]
    [InlineData("")]
    [InlineData("{'all':[")]
    [InlineData("{'everyone':true,}")]
    [InlineData("{'everyone':true} x")]
    [InlineData("{everyone:true}")]
    [InlineData("// {'everyone':true}")]
    public void Read_NotJson_IsRefusedAsAWhole(string json) => AssertRefused(json, "");

    [Fact]
    public void Read_TheThirtyThirdLevel_IsRefusedThere()
    {
        Read.Rule(Nested("not", 31, "{'everyone':true}"));

        AssertRefused(Nested("not", 32, "{'everyone':true}"), string.Concat(Enumerable.Repeat("/not", 32)));
        AssertRefused(Nested("not", 5000, "{'everyone':true}"), string.Concat(Enumerable.Repeat("/not", 32)));
        AssertRefused(Lists("all", 40, "{'everyone':true}"), string.Concat(Enumerable.Repeat("/all/0", 32)));
    }

    [Fact]
    public void Read_FiltersNestedPastTheLimit_AreRefusedThere()
    {
        Read.Rule($"{{'event':'Checkout','where':[{Nested("not", 31, "{'property':'total','op':'exists'}")}]}}");

        AssertRefused(
            $"{{'event':'Checkout','where':[{Nested("not", 32, "{'property':'total','op':'exists'}")}]}}",
            "/where/0" + string.Concat(Enumerable.Repeat("/not", 32)));
    }

    [Fact]
    public void Read_TheFiveHundredAndFirstCondition_IsRefusedThere()
    {
        Read.Rule($"{{'all':[{Repeat("{'everyone':true}", 500)}]}}");

        AssertRefused($"{{'all':[{Repeat("{'everyone':true}", 501)}]}}", "/all/500");
        AssertRefused($"{{'all':[{Repeat("{'everyone':true}", 500)},{{'any':[{{'everyone':true}}]}}]}}", "/all/500/any/0");
        AssertRefused($"{{'event':'Checkout','where':[{Repeat("{'property':'total','op':'exists'}", 500)}]}}", "/where/499");
        AssertRefused(
            $"{{'sequence':[{{'event':'Checkout'}},{{'event':'Checkout','where':[{{'all':[{Repeat("{'property':'total','op':'exists'}", 500)}]}}]}}]}}",
            "/sequence/1/where/0/all/499");
    }

    [Theory]
    [InlineData("{'all':[]}", "/all")]
    [InlineData("{'any':[]}", "/any")]
    [InlineData("{'all':[{'any':[]},{'all':[]}]}", "/all/0/any")]
    [InlineData("{'not':{'any':[]}}", "/not/any")]
    [InlineData("{'atLeast':1,'of':[{'all':[]}]}", "/of/0/all")]
    public void ReadToSave_NothingButEmptyGroups_IsRefusedOnlyThere(string json, string pointer)
    {
        Read.Rule(json);

        var refusal = Read.Refusal(RuleReader.ReadToSave(json.Replace('\'', '"'), new KnownNames()), json);
        Assert.Equal(pointer, refusal.Pointer);
        Assert.Contains(pointer, refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{'all':[{'any':[]},{'everyone':true}]}")]
    [InlineData("{'everyone':true}")]
    public void ReadToSave_AnEmptyGroupBesideACondition_IsTaken(string json) =>
        Assert.IsType<RuleReading.Read>(RuleReader.ReadToSave(json.Replace('\'', '"'), new KnownNames()));

    private static string Nested(string member, int depth, string inner) =>
        string.Concat(Enumerable.Repeat($"{{'{member}':", depth)) + inner + new string('}', depth);

    private static string Lists(string member, int depth, string inner) =>
        string.Concat(Enumerable.Repeat($"{{'{member}':[", depth)) + inner + string.Concat(Enumerable.Repeat("]}", depth));

    private static string Repeat(string node, int count) => string.Join(',', Enumerable.Repeat(node, count));

    private static void AssertRefused(string json, string pointer)
    {
        var refusal = Read.Refusal(json);

        Assert.Equal(pointer, refusal.Pointer);
        Assert.Contains(pointer, refusal.Detail, StringComparison.Ordinal);
        Assert.True(refusal.Detail.Length > pointer.Length + 5, refusal.Detail);
    }
}

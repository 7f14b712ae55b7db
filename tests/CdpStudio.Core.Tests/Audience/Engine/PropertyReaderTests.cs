using System.Text;
using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Audience.Engine.Evaluation;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Tests.Reference;

namespace CdpStudio.Core.Tests.Audience.Engine;

/// <summary>Every path into an event's properties, against the interpreter's plain look-up.</summary>
public sealed class PropertyReaderTests
{
    [Theory]
    [InlineData("""{"a":1,"b":"x","c":true,"d":null,"e":" ","f":[],"g":{}}""", "a b c d e f g")]
    [InlineData("""{"a":{"b":{"c":1.5}},"A":{"B":{"D":2}}}""", "a a.b a.b.c a.b.d")]
    [InlineData("""{"Total":null,"total":5,"TOTAL":6}""", "total")]
    [InlineData("""{"a":{"b":2},"a.b":1}""", "a.b a")]
    [InlineData("""{"a.b":null,"a":{"b":2}}""", "a.b")]
    [InlineData("""{"a.b":{"c":1},"a":{"b.c":2,"b":{"c":3}}}""", "a.b.c")]
    [InlineData("""{"items":[{"sku":"x","n":1},{"sku":["y",null,"z"]},"loose",{"n":"2"}]}""", "items items.sku items.n")]
    [InlineData("""{"items":[],"ITEMS":[{"sku":"x"}]}""", "items items.sku")]
    [InlineData("""{"n":[[{"a":1}],[{"a":2}]]}""", "n n.a")]
    [InlineData("""{"o":{"x":null,"y":[null,""]},"p":{"q":{"r":false}}}""", "o o.x p p.q p.q.r")]
    [InlineData("""{"big":9007199254740993,"huge":1e400,"tiny":0.00005,"long":123456789012345.67891,"neg":-0.0}""", "big huge tiny long neg")]
    [InlineData("""{"esc\u0061pe":"\u00e9\n","sur":"\ud83d\ude00"}""", "escape sur")]
    public void Read_Properties_EveryPathHasTheInterpretersValue(string json, string paths)
    {
        var series = new Series("e", MergeLimits.Default);

        new PropertyReader().Read(json, series, series.Append(1, 0, 1));

        series.Settle(_ => 0);
        var view = series.View();
        foreach (var path in paths.Split(' '))
        {
            var column = view.Column(StudioText.Key(path));
            var actual = column is null ? null : new TypedColumn(column, null, WorkspaceZone.Utc).ValueAt(new Entry(0, 0));
            Assert.Equal(Shown(ReferenceValue.AtPath(ReferenceValue.Parse(json), path)), ValueText.Of(actual) ?? "missing");
        }
    }

    [Fact]
    public void Read_HalfSurrogatePair_IsReplaced()
    {
        var series = new Series("e", MergeLimits.Default);

        new PropertyReader().Read("""{"a\ud83d":"x\ud83d"}""", series, series.Append(1, 0, 1));

        Assert.Equal("a\ufffd", series.View().Columns[0].Name);
        Assert.Equal("x\ufffd", Encoding.UTF8.GetString(series.View().Columns[0].Values.Payload(1)));
    }

    private static string Shown(ReferenceValue value) => value switch
    {
        ReferenceValue.Missing => "missing",
        ReferenceValue.Text text => ValueText.Quoted(text.Value),
        ReferenceValue.Number number => ReferenceNumber.PlainText(number.Value),
        ReferenceValue.Boolean boolean => boolean.Value ? "true" : "false",
        ReferenceValue.List list => $"[{string.Join(',', list.Elements.Select(Shown))}]",
        _ => "{}",
    };
}

using System.Text;
using CdpStudio.Web.Quarantine;

namespace CdpStudio.Web.Tests.Quarantine;

public sealed class MarkedJsonTests
{
    [Theory]
    [InlineData("""{"a":1}""", null, "{\n  \"a\": 1\n}")]
    [InlineData("""{"a":1,"b":"ü é"}""", "b", "{\n  \"a\": 1,\n  [\"b\": \"ü é\"]\n}")]
    [InlineData("""{"a":{"b":[1,{"c":2}]}}""", "a.b", "{\n  \"a\": {\n    [\"b\": [\n      1,\n      {\n        \"c\": 2\n      }\n    ]]\n  }\n}")]
    [InlineData("""{"a.b":1}""", "a.b", "{\n  [\"a.b\": 1]\n}")]
    [InlineData("""{"a":{},"b":[],"n":1.50}""", "z", "{\n  \"a\": {},\n  \"b\": [],\n  \"n\": 1.50\n}")]
    [InlineData("5", "a", "5")]
    [InlineData("{\"a\":", "a", "{\"a\":")]
    [InlineData("""{"a":"\ud800"}""", "a", """{"a":"\ud800"}""")]
    public void Of_AMessage_IsLaidOutWithTheMemberAtFaultMarked(string message, string? field, string expected) =>
        Assert.Equal(expected, string.Concat(MarkedJson.Of(Encoding.UTF8.GetBytes(message), field).Select(p => p.Marked ? $"[{p.Text}]" : p.Text)));

    [Fact]
    public void Of_ADeepMessage_IsShownAllTheSame()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 900)) + string.Concat(Enumerable.Repeat("]", 900));

        Assert.Contains("[]", string.Concat(MarkedJson.Of(Encoding.UTF8.GetBytes(deep), null).Select(p => p.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ALargeMessage_IsItsBeginningAsItCame() =>
        Assert.Equal(RawText.MostBytes, MarkedJson.Of(Encoding.UTF8.GetBytes("{\"a\":\"" + new string('x', 90_000) + "\"}"), "a").Sum(p => p.Text.Length));
}

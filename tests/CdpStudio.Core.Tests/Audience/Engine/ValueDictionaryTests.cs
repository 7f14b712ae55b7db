using System.Text;
using CdpStudio.Core.Audience.Engine;

namespace CdpStudio.Core.Tests.Audience.Engine;

public sealed class ValueDictionaryTests
{
    [Fact]
    public void Intern_ManyValues_EachHasOneCodeAndReadsBack()
    {
        var dictionary = new ValueDictionary();
        var codes = Enumerable.Range(0, 5_000).Select(i => dictionary.Intern(ValueKind.Text, Utf8($"v{i}"))).ToList();

        var view = dictionary.View;

        Assert.Equal(Enumerable.Range(1, 5_000), codes);
        Assert.All(codes, code => Assert.Equal(code, dictionary.Intern(ValueKind.Text, Utf8($"v{code - 1}"))));
        Assert.All(codes, code => Assert.Equal($"v{code - 1}", view.TextOf(code)));
    }

    [Theory]
    [InlineData("Bonn", "BONN")]
    [InlineData("rácio", "ra\u0301cio")]
    [InlineData("ÅNGSTRÖM", "a\u030angstro\u0308m")]
    public void ClassOf_TextsThatTheLanguageCallsEqual_IsOne(string first, string second)
    {
        var dictionary = new ValueDictionary();
        var (a, b) = (dictionary.Intern(ValueKind.Text, Utf8(first)), dictionary.Intern(ValueKind.Text, Utf8(second)));

        Assert.NotEqual(a, b);
        Assert.Equal(dictionary.View.ClassOf(a), dictionary.View.ClassOf(b));
        Assert.Equal(a, dictionary.View.FindClass(dictionary.View.ClassKey(b)));
    }

    [Fact]
    public void ClassOf_TextAndNumberOfTheSameDigits_AreTwo()
    {
        var dictionary = new ValueDictionary();
        var (text, number) = (dictionary.Intern(ValueKind.Text, "1"u8), dictionary.Intern(ValueKind.Number, "1"u8));

        Assert.NotEqual(dictionary.View.ClassOf(text), dictionary.View.ClassOf(number));
    }

    [Fact]
    public void View_WhileMoreIsAdded_StaysAsItWas()
    {
        var dictionary = new ValueDictionary();
        dictionary.Intern(ValueKind.Text, "early"u8);
        var view = dictionary.View;

        for (var i = 0; i < 1_000; i++) dictionary.Intern(ValueKind.Text, Utf8($"late{i}"));

        Assert.Equal(2, view.Count);
        Assert.Equal("early", view.TextOf(1));
        Assert.Equal(0, view.FindClass("tLATE7"));
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}

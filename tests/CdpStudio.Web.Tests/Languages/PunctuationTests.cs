using System.Globalization;
using Bunit;
using CdpStudio.Core.Jobs;
using CdpStudio.Web.Languages;
using CdpStudio.Web.Profiles;
using CdpStudio.Web.Shell;
using CdpStudio.Web.Tests.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Languages;

/// <summary>Lists, statements and labels that a page puts together, with the marks of each language.</summary>
public sealed class PunctuationTests : ComponentTest
{
    [Theory]
    [InlineData("en", "a, b, c", "x, y", "Import: f.csv")]
    [InlineData("zh-Hans", "a、b、c", "x，y", "Import：f.csv")]
    [InlineData("zh-Hant", "a、b、c", "x，y", "Import：f.csv")]
    [InlineData("vi", "a, b, c", "x, y", "Import: f.csv")]
    [InlineData("fa", "\u2068a\u2069، \u2068b\u2069، \u2068c\u2069", "x، y", "Import: \u2068f.csv\u2069")]
    public void Words_PutTogether_AreMarkedAsTheLanguageDoes(string tag, string list, string clauses, string labelled)
    {
        var view = Reader(tag);

        Assert.Equal(list, view.List(["a", "b", "c"]));
        Assert.Equal(clauses, view.Clauses("x", null, "y"));
        Assert.Equal(labelled, view.Labelled("Import", "f.csv"));
    }

    [Fact]
    public void One_OfAList_IsFollowedByNothing()
    {
        var view = Reader("zh-Hans");

        Assert.Equal("a", view.List(["a"]));
        Assert.Equal("", view.List([]));
        Assert.Equal("x", view.Clauses("x", null));
    }

    [Fact]
    public void TaskLine_InChinese_NamesTheJobAndTheTimeThatIsLeft()
    {
        Reader("zh-Hans");
        var run = new JobRow(
            new JobRunId(Guid.NewGuid()), "import", "kunden.csv", "ann", JobState.Running, CancelRequested: false, 50, 100, Error: null, Now, Now.AddSeconds(-10), FinishedAt: null);

        var line = Render<TaskLine>(p => p.Add(l => l.Task, run));

        Assert.Equal("导入：kunden.csv", line.Find("bdi").TextContent);
        Assert.Contains("，", line.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonValue_OfAList_IsListedAsTheLanguageDoes()
    {
        Reader("zh-Hant");

        Assert.Equal("red、blue", Render<JsonValue>(p => p.Add(v => v.Json, """["red","blue"]""")).Find("span").TextContent);
    }

    private ViewCulture Reader(string tag)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(tag);
        return Services.GetRequiredService<ViewCulture>();
    }
}

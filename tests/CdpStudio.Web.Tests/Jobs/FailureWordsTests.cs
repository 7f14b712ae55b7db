using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using CdpStudio.Web.Jobs;
using CdpStudio.Web.Languages;
using CdpStudio.Web.Tests.Components;

namespace CdpStudio.Web.Tests.Jobs;

public sealed class FailureWordsTests : ComponentTest
{
    private static readonly string[] s_kept =
    [
        "An error of the program stopped it (IOException). The log of the server has the details.",
        "The uploaded file can't be read any more; hand it in again. Rows that were read before are imported.",
        "The import was taken back, so it can't go on. Hand the file in again.",
        "The file is empty. Rows that came before were read; going on would end here again.",
        "/columns/0/from names the column 'nr', which the file does not have; it has 'name'.",
        "The server is busy or in trouble. (503)",
        "The folder is not there.",
        "The export was cancelled.",
        "The export was removed while it was written.",
        "This person is no longer there.",
        "The erasure was cancelled before its end.",
        "The look afterwards still found something of the person.",
        "The person's identifiers kept changing while they were to be erased.",
    ];

    public static TheoryData<string, string> OtherLanguages
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var language in Language.Spoken.Where(l => l.Tag != "en"))
            {
                foreach (var kept in s_kept) cases.Add(language.Tag, kept);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(OtherLanguages))]
    public void Render_FailureOfAnImport_IsSaidInTheReadersLanguage(string tag, string kept)
    {
        var words = Said(tag, kept);

        Assert.Null(words.GetAttribute("lang"));
        Assert.DoesNotContain("Failure.", words.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(" the ", words.TextContent, StringComparison.Ordinal);
        Assert.NotEqual(kept, words.TextContent);
    }

    [Theory]
    [InlineData("The server is busy or in trouble. (503)", "Máy chủ đang bận hoặc gặp sự cố. Mã trả lời là 503.")]
    [InlineData("/columns/0/from names the column 'nr', which the file does not have; it has 'name'.", "Tệp không có cột “nr”; tệp có 'name'.")]
    public void Render_FailureWithArguments_HoldsThem(string kept, string said) => Assert.Equal(said, Said("vi", kept).TextContent);

    // What another job says, or a version of before did.
    [Fact]
    public void Render_OtherWords_StayToTheLetterAndAreMarkedAsEnglish()
    {
        var words = Said("fa", "The disk is full.");

        Assert.Equal(("The disk is full.", "en"), (words.TextContent, words.GetAttribute("lang")));
    }

    [Fact]
    public void Render_NoWords_DrawsNothing() => Assert.Equal("", Render<FailureWords>().Markup.Trim());

    private IElement Said(string tag, string kept)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(tag);
        return Render<FailureWords>(p => p.Add(f => f.Words, kept)).Find("bdi");
    }
}

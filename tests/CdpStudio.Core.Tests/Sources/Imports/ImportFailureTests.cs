using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Reading;

namespace CdpStudio.Core.Tests.Sources.Imports;

public sealed class ImportFailureTests
{
    // As version one wrote them.
    public static TheoryData<string, ImportFailure> Kept => new()
    {
        {
            "The gzip file is broken or was cut off. Compress it again. Rows that came before were read; going on would end here again.",
            new ImportFailure.BadFile(FileProblem.BrokenGzip, "")
        },
        {
            "The JSON list is not closed: the file ends in it, in line 7. Rows that came before were read; going on would end here again.",
            new ImportFailure.BadFile(FileProblem.ListCutOff, "7")
        },
        {
            "/columns/0/from names the column 'it's', which the file does not have; it has 'who', 'n' ….",
            new ImportFailure.ColumnMissing("/columns/0/from", "it's", "'who', 'n' …")
        },
        { "The uploaded file can't be read any more; hand it in again. Rows that were read before are imported.", new ImportFailure.FileGone() },
        { "The import was taken back, so it can't go on. Hand the file in again.", new ImportFailure.TakenBack() },
        {
            "An error of the program stopped it (InvalidOperationException). The log of the server has the details.",
            new ImportFailure.Crashed("InvalidOperationException")
        },
    };

    [Theory]
    [MemberData(nameof(Kept))]
    public void Words_OfAFailure_AreThoseOfVersionOneAndReadAsItAgain(string words, ImportFailure failure)
    {
        Assert.Equal(words, failure.Words());
        Assert.Equal(failure, ImportFailure.Read(words));
    }

    [Theory]
    [InlineData("")]
    [InlineData("The disk is full.")]
    [InlineData("An error of the program stopped it.")]
    [InlineData("/event names the column 'a'.")]
    [InlineData("/event names the column 'a', which the file does not have; it has 'b'")]
    public void Read_OtherWords_IsNoFailureOfThese(string words) => Assert.Null(ImportFailure.Read(words));
}

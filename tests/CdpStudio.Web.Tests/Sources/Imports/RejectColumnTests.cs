using System.Globalization;
using System.Resources;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Web.Sources.Imports;

namespace CdpStudio.Web.Tests.Sources.Imports;

public sealed class RejectColumnTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    [InlineData("zh-Hant")]
    [InlineData("vi")]
    [InlineData("fa")]
    public void Names_InEveryLanguage_AreKnownAgainWhenTheFileComesBack(string language)
    {
        var texts = new ResourceManager(typeof(ImportTexts));

        Assert.All(
            (string[])["LineColumn", "ReasonColumn"],
            name => Assert.True(RejectColumns.Has(texts.GetString(name, CultureInfo.GetCultureInfo(language))!)));
        Assert.False(RejectColumns.Has("Reason"));
    }
}

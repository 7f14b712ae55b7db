using CdpStudio.Web.Languages;
using CdpStudio.Web.Tests.Testing;

namespace CdpStudio.Web.Tests.Languages;

/// <summary>What one language says, all of them say.</summary>
public sealed class TranslationTests
{
    private static readonly IReadOnlyList<Language> s_translated = [.. Language.Spoken.Where(l => l != Language.English)];

    public static TheoryData<string, string> FilesAndLanguages
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var file in EnglishFiles)
            {
                foreach (var language in s_translated) data.Add(Repository.Relative(file), language.Tag);
            }

            return data;
        }
    }

    private static IEnumerable<string> EnglishFiles => Repository.Texts.Where(file => !Path.GetFileNameWithoutExtension(file).Contains('.', StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(FilesAndLanguages))]
    public void Texts_InEveryLanguage_AreThoseOfEnglish(string file, string tag)
    {
        var english = Path.Combine(Repository.Root, file);
        var translated = Path.ChangeExtension(english, tag + ".resx");
        Assert.True(File.Exists(translated), $"{Repository.Relative(translated)} is missing");

        Assert.Empty(Translation.Faults(Translation.Read(english), Translation.Read(translated), s_translated.Single(l => l.Tag == tag)));
    }

    // Numbers beside them are written by the runtime, whose digits are these for every language.
    [Fact]
    public void Texts_OfWhateverLanguage_HaveOneKindOfDigits() =>
        Assert.All(Repository.Texts, file => Assert.All(Translation.Read(file), text => Assert.DoesNotContain(text.Value, c => char.IsDigit(c) && !char.IsAsciiDigit(c))));

    [Fact]
    public void Texts_OfWhateverFile_AreOfALanguageThatIsOffered() =>
        Assert.All(Repository.Texts.Except(EnglishFiles), file => Assert.Contains(s_translated, l => file.EndsWith($".{l.Tag}.resx", StringComparison.Ordinal)));

    [Theory]
    [InlineData("Save", "", "Save is missing")]
    [InlineData("Save", "Other=x", "Save is missing; Other is no text of this language")]
    [InlineData("Save", "Save= ", "Save is empty")]
    [InlineData("Save=Save {0:N0} of {1}", "Save={1} → {0}", "Save does not have the placeholders {0:N0} {1}")]
    [InlineData("Save=Keep {0}", "Save=Keep {0}", "Save is English: Keep {0}")]
    [InlineData("Rows_one|Rows_other", "Rows_other=x", "")]
    [InlineData("Rows_one|Rows_other", "Rows_one=x|Rows_other=x", "Rows_one is no text of this language")]
    [InlineData("Day={0:d MMMM yyyy}", "Day={0:yyyy年M月d日}", "")]
    [InlineData("Name={0}|File=CSV, {0}", "Name={0}|File=CSV, {0}", "")]
    public void Faults_OfALanguageWithoutASingular_AreFound(string english, string translated, string faults) =>
        Assert.Equal(faults, string.Join("; ", Translation.Faults(Pairs(english), Pairs(translated), Language.SimplifiedChinese)));

    [Theory]
    [InlineData("Rows_other=x {0}", "Rows_one is missing")]
    [InlineData("Rows_one=x|Rows_other=x {0}", "")]
    [InlineData("Rows_one=x {0}|Rows_other=x", "Rows_other does not have the placeholders {0}")]
    public void Faults_OfALanguageWithASingular_AreFound(string translated, string faults) =>
        Assert.Equal(faults, string.Join("; ", Translation.Faults(Pairs("Rows_one={0} row|Rows_other={0} rows"), Pairs(translated), Language.Persian)));

    private static Dictionary<string, string> Pairs(string text) => text.Split('|', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair.Length > 1 ? pair[1] : pair[0], StringComparer.Ordinal);
}

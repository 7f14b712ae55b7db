using System.Globalization;
using Microsoft.Extensions.Options;

namespace CdpStudio.Web.Languages;

/// <summary>The languages that this installation offers, English first.</summary>
public sealed class LanguageList(IOptions<LanguageOptions> options)
{
    public IReadOnlyList<Language> All { get; } =
        options.Value.Pseudo == true ? [Language.English, Language.Pseudo] : [Language.English];

    /// <summary>The language of a culture, or English.</summary>
    public Language Of(CultureInfo culture) => Find(culture.Name) ?? Language.English;

    public Language? Find(string? tag) => All.FirstOrDefault(l => l.Tag.Equals(tag, StringComparison.OrdinalIgnoreCase));
}

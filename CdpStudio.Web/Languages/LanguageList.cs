using System.Globalization;
using Microsoft.Extensions.Options;

namespace CdpStudio.Web.Languages;

/// <summary>The languages that this installation offers, English first.</summary>
public sealed class LanguageList(IOptions<LanguageOptions> options)
{
    public IReadOnlyList<Language> All { get; } =
        options.Value.Pseudo == true ? [.. Language.Spoken, Language.Pseudo] : Language.Spoken;

    /// <summary>The language of a culture, or English.</summary>
    public Language Of(CultureInfo culture) => Find(culture.Name) ?? Language.English;

    public Language? Find(string? tag) => All.FirstOrDefault(l => l.Tag.Equals(tag, StringComparison.OrdinalIgnoreCase));

    /// <summary>The first of a reader's languages that is spoken here, or English.</summary>
    /// <param name="wishes">Language ranges, such as <c>zh-TW</c>, the dearest first.</param>
    public Language For(IEnumerable<string> wishes) => wishes.Select(Nearest).FirstOrDefault(l => l is not null) ?? Language.English;

    // By text alone: what a browser sends must not make cultures, which the runtime keeps for ever.
    private Language? Nearest(string wish)
    {
        for (var range = wish; range.Length > 0; range = range[..Math.Max(range.LastIndexOf('-'), 0)])
        {
            if (Find(range) is { } spoken) return spoken;
        }

        var parts = wish.Split('-');
        if (!parts[0].Equals("zh", StringComparison.OrdinalIgnoreCase)) return null;

        // Chinese that does not name its script: where it is at home decides.
        return parts.Skip(1).Any(part => part.ToUpperInvariant() is "TW" or "HK" or "MO") ? Language.TraditionalChinese : Language.SimplifiedChinese;
    }
}

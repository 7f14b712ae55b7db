using System.Globalization;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Web.Languages;

/// <summary>
/// The language of one reader, taken when the request or the circuit begins. Components ask it instead of the thread: what a
/// circuit draws because of a change elsewhere runs on threads that never saw the reader's request.
/// </summary>
public sealed class ViewCulture(LanguageList languages)
{
    private IReadOnlyList<(string Code, string Name)>? _countries;

    public Language Language { get; } = languages.Of(CultureInfo.CurrentUICulture);

    public CultureInfo Formats => Language.FormatCulture;

    /// <summary>Countries that have phone numbers, by their names.</summary>
    public IReadOnlyList<(string Code, string Name)> Countries => _countries ??=
        [.. PhoneCountry.All.Select(c => (c.Code, Name: CountryOf(c.Code))).OrderBy(c => c.Name, StringComparer.Create(Formats, ignoreCase: true))];

    /// <summary>Things one after another, such as names that people gave.</summary>
    public string List(IEnumerable<string> items) => string.Join(Language.Punctuation.Item, items.Select(Apart));

    /// <summary>Statements one after another; null says nothing.</summary>
    public string Clauses(params string?[] clauses) => string.Join(Language.Punctuation.Clause, clauses.OfType<string>());

    /// <summary>A thing and what is said of it, such as its name.</summary>
    public string Labelled(string thing, string said) => thing + Language.Punctuation.Colon + Apart(said);

    private static string CountryOf(string code)
    {
        try
        {
            return $"{new RegionInfo(code).DisplayName} ({code})";
        }
        catch (ArgumentException)
        {
            // Islands with a calling code of their own that the system has no name for.
            return code;
        }
    }

    /// <summary>Somebody's own words in a text: where words run from right to left, a file's name or a subject must not take the marks around it along.</summary>
    public string Apart(string text) => Language.RightToLeft ? $"\u2068{text}\u2069" : text;
}

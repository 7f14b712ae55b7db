using System.Globalization;

namespace CdpStudio.Web.Languages;

/// <summary>
/// The language of one reader, taken when the request or the circuit begins. Components ask it instead of the thread: what a
/// circuit draws because of a change elsewhere runs on threads that never saw the reader's request.
/// </summary>
public sealed class ViewCulture(LanguageList languages)
{
    public Language Language { get; } = languages.Of(CultureInfo.CurrentUICulture);

    public CultureInfo Formats => Language.FormatCulture;
}

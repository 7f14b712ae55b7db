using System.Globalization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Languages;

/// <summary>The texts of one folder in the reader's language, with numbers in the reader's formats.</summary>
/// <typeparam name="T">The folder's marker class, beside its <c>.resx</c>.</typeparam>
internal sealed class Texts<T>(IStringLocalizerFactory resources, ViewCulture view) : IStringLocalizer<T>
{
    private readonly IStringLocalizer _resources = resources.Create(typeof(T));

    public LocalizedString this[string name] => In(Find(name), text => text);

    public LocalizedString this[string name, params object[] arguments] =>
        In(Find(name), text => string.Format(view.Formats, text, arguments));

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        _resources.GetAllStrings(includeParentCultures).Select(found => In(found, text => text));

    private LocalizedString In(LocalizedString found, Func<string, string> format)
    {
        var text = view.Language == Language.Pseudo ? PseudoText.From(found.Value) : found.Value;

        return new(found.Name, format(text), found.ResourceNotFound, found.SearchedLocation);
    }

    // The localizer of the framework reads the thread's culture, which need not be the reader's (see ViewCulture).
    private LocalizedString Find(string name)
    {
        // A language without a singular has no such text, and the resources would fall back on the English one.
        if (!view.Language.HasSingular && name.EndsWith(PluralTexts.One, StringComparison.Ordinal)) return new(name, name, resourceNotFound: true);

        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = view.Language == Language.Pseudo ? Language.English.Culture : view.Language.Culture;
        try
        {
            return _resources[name];
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}

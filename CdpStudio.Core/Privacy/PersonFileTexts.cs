using System.Globalization;
using System.Resources;

namespace CdpStudio.Core.Privacy;

/// <summary>The words of the page, in the language of whoever asked for it. Marks the resource file beside it.</summary>
public sealed class PersonFileTexts
{
    private static readonly ResourceManager s_texts = new(typeof(PersonFileTexts));

    /// <summary>The name itself where there is no text for it.</summary>
    internal static string Of(string name, CultureInfo language) => s_texts.GetString(name, language) ?? name;
}

using System.Globalization;

namespace CdpStudio.Web.Languages;

/// <summary>A language that the interface speaks.</summary>
/// <param name="Tag">BCP 47, as in the cookie.</param>
/// <param name="Name">Its own name for itself.</param>
/// <param name="Formats">Numbers and dates are written as this culture does.</param>
public sealed record Language(string Tag, string Name, bool RightToLeft, string Formats)
{
    /// <summary>For the <c>lang</c> attribute: the pseudo language is read out as what it is made of.</summary>
    public string Markup => this == Pseudo ? "en-x-pseudo" : Tag;

    public string Direction => RightToLeft ? "rtl" : "ltr";

    public CultureInfo Culture => CultureInfo.GetCultureInfo(Tag);

    public CultureInfo FormatCulture => CultureInfo.GetCultureInfo(Formats);

    public static readonly Language English = new("en", "English", RightToLeft: false, Formats: "en");

    /// <summary>
    /// English made long, accented, bracketed and right to left at run time: what is hard-coded, cut off or mirrored wrongly
    /// shows at a glance. Its formats are German, so that a number written without the reader's culture shows too.
    /// </summary>
    public static readonly Language Pseudo = new("qps-plocm", "Pseudo (for testing)", RightToLeft: true, Formats: "de");
}

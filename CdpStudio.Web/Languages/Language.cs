using System.Globalization;

namespace CdpStudio.Web.Languages;

/// <summary>A language that the interface speaks.</summary>
/// <param name="Tag">BCP 47, as in the cookie and with the account. Never renamed.</param>
/// <param name="Name">Its own name for itself.</param>
/// <param name="Formats">Numbers and dates are written as this culture does.</param>
/// <param name="HasSingular">Whether a text for one thing differs from that for many (the CLDR category <c>one</c>).</param>
public sealed record Language(string Tag, string Name, bool RightToLeft, string Formats, bool HasSingular)
{
    /// <summary>For the <c>lang</c> attribute: the pseudo language is read out as what it is made of.</summary>
    public string Markup => this == Pseudo ? "en-x-pseudo" : Tag;

    public string Direction => RightToLeft ? "rtl" : "ltr";

    public CultureInfo Culture => CultureInfo.GetCultureInfo(Tag);

    public CultureInfo FormatCulture => this == Persian ? PersianFormats.Culture : CultureInfo.GetCultureInfo(Formats);

    public Punctuation Punctuation => this == Persian ? Punctuation.Persian
        : this == SimplifiedChinese || this == TraditionalChinese ? Punctuation.Chinese
        : Punctuation.Latin;

    public static readonly Language English = new("en", "English", RightToLeft: false, Formats: "en", HasSingular: true);

    public static readonly Language SimplifiedChinese = new("zh-Hans", "简体中文", RightToLeft: false, Formats: "zh-CN", HasSingular: false);

    public static readonly Language TraditionalChinese = new("zh-Hant", "繁體中文", RightToLeft: false, Formats: "zh-TW", HasSingular: false);

    public static readonly Language Vietnamese = new("vi", "Tiếng Việt", RightToLeft: false, Formats: "vi-VN", HasSingular: false);

    public static readonly Language Persian = new("fa", "فارسی", RightToLeft: true, Formats: "fa-IR", HasSingular: true);

    /// <summary>
    /// English made long, accented, bracketed and right to left at run time: what is hard-coded, cut off or mirrored wrongly
    /// shows at a glance. Its formats are German, so that a number written without the reader's culture shows too.
    /// </summary>
    public static readonly Language Pseudo = new("qps-plocm", "Pseudo (for testing)", RightToLeft: true, Formats: "de", HasSingular: true);

    /// <summary>Those that texts are translated into, English first.</summary>
    public static readonly IReadOnlyList<Language> Spoken = [English, SimplifiedChinese, TraditionalChinese, Vietnamese, Persian];
}

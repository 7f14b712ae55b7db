using System.Text;

namespace CdpStudio.Core.Catalogue;

/// <summary>
/// Which names sound like personal data, for as long as nobody says whether they are. Better one too many: what is masked by mistake is
/// seen and put right.
/// </summary>
public static class PersonalNames
{
    // In whichever word of the name.
    private static readonly HashSet<string> s_anywhere =
    [
        "birth", "birthday", "birthdate", "dob", "ssn", "passport", "iban", "firstname", "lastname", "fullname", "surname", "forename", "nickname", "username",
        "geburtsdatum", "geburtstag", "vorname", "nachname",
    ];

    // As the last word, or before one that says only in which form: email_opt_in is no address.
    private static readonly HashSet<string> s_last =
    [
        "email", "mail", "phone", "telephone", "tel", "mobile", "cellphone", "fax", "whatsapp", "address", "street", "ip", "telefon", "adresse", "handynummer",
    ];

    private static readonly HashSet<string> s_forms = ["address", "number", "no", "nr", "line"];

    private static readonly HashSet<string> s_namesOf =
        ["first", "last", "full", "middle", "given", "family", "maiden", "nick", "user", "display", "contact", "customer", "person", "recipient", "billing", "shipping"];

    private static readonly string[] s_elsewhere =
    [
        "邮箱", "郵箱", "電郵", "姓名", "名字", "电话", "電話", "手机", "手機", "地址", "生日", "出生", "身份证", "họ tên", "ho_ten", "hoten", "điện thoại", "dien_thoai", "địa chỉ", "dia_chi",
        "ngày sinh", "ngay_sinh", "ایمیل", "تلفن", "موبایل", "نشانی", "آدرس", "تولد", "نام خانوادگی",
    ];

    /// <param name="name">Of an attribute; a nested one by its dotted path.</param>
    public static bool OfAttribute(string name) => name.Split('.') is var parts && (OfProperty(name) || (parts.Length == 1 && Words(name) is ["name"] or ["نام"]));

    /// <param name="path">Of an event's property: there <c>name</c> alone is mostly a thing's.</param>
    public static bool OfProperty(string path) => path.Split('.').Any(Sounds);

    private static bool Sounds(string part)
    {
        if (s_elsewhere.Any(word => part.Contains(word, StringComparison.OrdinalIgnoreCase))) return true;

        var words = Words(part);
        while (words.Count > 1 && (s_forms.Contains(words[^1]) && words[^1] != "address" || words[^1].All(char.IsAsciiDigit))) words.RemoveAt(words.Count - 1);
        if (words.Count == 0) return false;

        return words.Any(s_anywhere.Contains) || s_last.Contains(words[^1]) || (words is [.., var of, "name"] && s_namesOf.Contains(of));
    }

    /// <summary>Lower-case words of <c>camelCase</c>, <c>snake_case</c> and the like; digits are words of their own.</summary>
    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var begins = i > 0
                && ((char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || (char.IsUpper(name[i - 1]) && i + 1 < name.Length && char.IsLower(name[i + 1]))))
                    || char.IsAsciiDigit(name[i]) != char.IsAsciiDigit(name[i - 1]));
            if (begins || !char.IsLetterOrDigit(name[i])) Add();
            if (char.IsLetterOrDigit(name[i])) word.Append(char.ToLowerInvariant(name[i]));
        }

        Add();
        return words is ["e", "mail", ..] ? ["email", .. words.Skip(2)] : words;

        void Add()
        {
            if (word.Length > 0) words.Add(word.ToString());
            word.Clear();
        }
    }
}

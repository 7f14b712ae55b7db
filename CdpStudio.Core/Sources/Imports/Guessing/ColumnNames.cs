using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Imports.Mapping;

namespace CdpStudio.Core.Sources.Imports.Guessing;

/// <summary>What columns are usually called, in the languages of our users and their files.</summary>
internal static class ColumnNames
{
    private static readonly Dictionary<string, ColumnTarget> s_targets = Targets(
        (new ColumnTarget.Identifier(IdentifierNamespace.Email),
            "email mail emailaddress mailaddress courriel adresseemail correo correoelectronico eposta epost poczta почта 邮箱 电子邮件 電郵 電子郵件 メール 이메일 ایمیل"),
        (new ColumnTarget.Identifier(IdentifierNamespace.Phone),
            "phone phonenumber tel telephone telefon telefonnummer telefono téléphone telefone mobile mobilephone handy cell cellphone sms телефон 手机 手機 电话 電話 전화 điệnthoại تلفن"),
        (new ColumnTarget.Identifier(IdentifierNamespace.UserId),
            "id userid user customerid customer customerno customernumber clientid memberid personid contactid uniqueid kundennr kundennummer kundenid kunde numéro numero numerklienta numer müşterino номер 客户编号 客戶編號 顧客番号 고객번호 mãkháchhàng"),
        (new ColumnTarget.Identifier(IdentifierNamespace.AnonymousId), "anonymousid cookieid visitorid"),
        (new ColumnTarget.Identifier(IdentifierNamespace.DeviceId), "deviceid pushtoken"),
        (new ColumnTarget.Attribute("name"), "name fullname nom nombre nazwisko ad имя 姓名 氏名 名前 이름 họtên نام"),
        (new ColumnTarget.Attribute("first_name"), "firstname givenname vorname prénom prenom imię 名"),
        (new ColumnTarget.Attribute("last_name"), "lastname surname familyname nachname фамилия 姓"),
        (new ColumnTarget.Attribute("country"), "country countrycode land pays país pais kraj ülke страна 国家 國家 国 국가 quốcgia کشور"),
        (new ColumnTarget.Attribute("city"), "city town ort stadt ville ciudad miasto şehir город 城市 市 都市 도시 thànhphố شهر"),
        (new ColumnTarget.Attribute("birthday"), "birthday birthdate dateofbirth dob geburtsdatum geburtstag datedenaissance 生日 生年月日 생년월일"));

    private static readonly HashSet<string> s_times = [.. Words(
        "timestamp time date datetime datum zeit zeitpunkt createdat occurredat eventtime invoicedate orderdate orderedat purchasedate bestelldatum fecha data дата 日期 时间 日付 날짜 ngày")];

    private static readonly HashSet<string> s_happenings = [.. Words(
        "order orderid orderno invoice invoiceno transaction transactionid event eventname eventid bestellung bestellnr rechnung rechnungsnr commande pedido 订单 訂單 注文番号 주문번호 sku stockcode quantity")];

    /// <summary>Null when the name says nothing.</summary>
    public static ColumnTarget? Target(string name) => s_targets.GetValueOrDefault(Plain(name));

    public static bool IsTime(string name) => s_times.Contains(Plain(name));

    /// <summary>Something that happens carries a number of its own, which a person does not.</summary>
    public static bool IsOfHappening(string name) => s_happenings.Contains(Plain(name));

    private static Dictionary<string, ColumnTarget> Targets(params ReadOnlySpan<(ColumnTarget Target, string Names)> entries)
    {
        var targets = new Dictionary<string, ColumnTarget>();
        foreach (var (target, names) in entries)
        {
            foreach (var name in Words(names)) targets.TryAdd(name, target);
        }

        return targets;
    }

    private static IEnumerable<string> Words(string names) => names.Split(' ').Select(Plain);

    // First name, first_name and FIRST-NAME are one.
    private static string Plain(string name) => string.Concat(StudioText.Key(name).Where(char.IsLetterOrDigit));
}

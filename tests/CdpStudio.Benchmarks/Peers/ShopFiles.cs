using System.Globalization;
using System.Text;

namespace CdpStudio.Benchmarks.Peers;

/// <summary>The shop as files that every database reads: numbers instead of texts and whole cents, which favours them.</summary>
/// <param name="Folder">Of the run, for what a database keeps as well.</param>
internal sealed record ShopFiles(string Folder)
{
    /// <summary>id, country, birth_day, signup_ts, email_domain, plan, consent_email, loyalty, ltv, tier; what is unknown is empty.</summary>
    public string Profiles => Path.Combine(Folder, "profiles.csv");

    /// <summary>profile_id, event, ts, amount, category, product_id; what a type has not is empty.</summary>
    public string Events => Path.Combine(Folder, "events.csv");

    public void Write(int people)
    {
        using var persons = new StreamWriter(Profiles, false, Encoding.ASCII, 1 << 20);
        using var happened = new StreamWriter(Events, false, Encoding.ASCII, 1 << 20);
        var buffer = new ShopEvent[ShopPeople.MostEvents];
        for (var i = 0; i < people; i++)
        {
            var p = ShopPeople.Person(i, buffer);
            var id = i + 1;
            persons.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{id},{p.Country},{p.BirthDay},{p.Signup},{Known(p.Domain)},{p.Plan},{(p.TakesMail ? 1 : 0)},{p.Loyalty},{p.ValueCents},{Known(p.Tier)}"));
            for (var e = 0; e < p.Events; e++)
            {
                var one = buffer[e];
                happened.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{id},{one.Type},{one.Ts},{(ShopPeople.HasAmount(one.Type) ? one.Cents : null)},{Known(one.Category)},{Known(one.Product)}"));
            }
        }
    }

    public void Delete()
    {
        File.Delete(Profiles);
        File.Delete(Events);
    }

    private static int? Known(int code) => code == 0 ? null : code;
}

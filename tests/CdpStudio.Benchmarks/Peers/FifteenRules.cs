namespace CdpStudio.Benchmarks.Peers;

/// <param name="Sql">Ways of asking any database for the members' numbers, <c>E</c> being the table of events.</param>
internal sealed record PeerRule(int Number, string Name, string Json, params string[] Sql)
{
    public string Title => FormattableString.Invariant($"{Number} {Name}");

    /// <summary>Each form over each of the tables.</summary>
    public static IReadOnlyList<string> Over(IEnumerable<string> forms, params string[] tables) =>
        [.. forms.SelectMany(form => tables.Select(table => form.Replace(" E ", $" {table} ", StringComparison.Ordinal))).Distinct()];
}

/// <summary>The rules of <c>docs/measurements.md</c>, each with the forms in SQL that all databases understand; their own stand with them.</summary>
internal static class FifteenRules
{
    /// <summary>A moment so many days before <see cref="ShopPeople.Now"/>: the number and a bracket follow.</summary>
    public const string Ago = "(1793491200-86400*";

    public static IReadOnlyList<PeerRule> All { get; } =
    [
        new(
            1,
            "country in 3",
            """{"attribute":"country","op":"in","value":["c3","c5","c9"]}""",
            "SELECT id FROM profiles WHERE country IN (3,5,9)"),
        new(
            2,
            "seven attributes",
            """
            {"all":[{"attribute":"consent_email","op":"isTrue"},{"attribute":"country","op":"in","value":["c1","c2","c3","c5","c9","c12"]},
            {"attribute":"plan","op":"neq","value":"p1"},{"attribute":"email_domain","op":"exists"},{"attribute":"email_domain","op":"neq","value":"d1"},
            {"attribute":"birthday","op":"between","value":["1986-11-01","2001-10-31"]},{"attribute":"signup","op":"inLast","value":"365d"},
            {"any":[{"attribute":"ltv","op":"gte","value":200},{"attribute":"loyalty","op":"gte","value":500}]}]}
            """,
            $"SELECT id FROM profiles WHERE consent_email=1 AND country IN (1,2,3,5,9,12) AND plan<>1 AND email_domain<>1 AND birth_day BETWEEN 6148 AND 11626 AND signup_ts>{Ago}365) AND (ltv>=20000 OR loyalty>=500)"),
        new(
            3,
            "orders >= 3 in 90 days",
            """{"event":"order_completed","during":{"last":"90d"},"op":"gte","value":3}""",
            $"SELECT profile_id AS id FROM E WHERE event=9 AND ts>{Ago}90) GROUP BY profile_id HAVING count(*)>=3"),
        new(
            4,
            "orders >= 2, sum >= 500",
            """
            {"all":[{"event":"order_completed","during":{"last":"90d"},"op":"gte","value":2},
            {"event":"order_completed","during":{"last":"90d"},"measure":"sum","of":"amount","op":"gte","value":500}]}
            """,
            $"SELECT profile_id AS id FROM E WHERE event=9 AND ts>{Ago}90) GROUP BY profile_id HAVING count(*)>=2 AND sum(amount)>=50000"),
        new(
            5,
            "consented, no open in 30 days",
            """{"all":[{"attribute":"consent_email","op":"isTrue"},{"not":{"event":"email_open","during":{"last":"30d"}}}]}""",
            $"SELECT id FROM profiles WHERE consent_email=1 AND id NOT IN (SELECT profile_id FROM E WHERE event=4 AND ts>{Ago}30))"),
        new(
            6,
            "average order > 80",
            """{"event":"order_completed","measure":"avg","of":"amount","op":"gt","value":80}""",
            "SELECT profile_id AS id FROM E WHERE event=9 GROUP BY profile_id HAVING sum(amount)>8000*count(*)",
            "SELECT profile_id AS id FROM E WHERE event=9 GROUP BY profile_id HAVING avg(amount)>8000"),
        new(
            7,
            "last order > 60 days ago",
            """{"event":"order_completed","measure":"last","op":"moreThanAgo","value":"60d"}""",
            $"SELECT profile_id AS id FROM E WHERE event=9 GROUP BY profile_id HAVING max(ts)<={Ago}60)"),
        new(
            8,
            "view, then order within 7 days",
            """{"sequence":[{"event":"product_view"},{"event":"order_completed","within":"7d"}],"during":{"last":"180d"}}""",
            $"SELECT DISTINCT b.profile_id AS id FROM E b WHERE b.event=9 AND b.ts>{Ago}180) AND EXISTS (SELECT 1 FROM E a WHERE a.event=2 AND a.profile_id=b.profile_id AND a.ts>{Ago}180) AND a.ts<b.ts AND a.ts>=b.ts-604800)",
            $"SELECT DISTINCT profile_id AS id FROM (SELECT profile_id, event, ts, max(CASE WHEN event=2 THEN ts END) OVER (PARTITION BY profile_id ORDER BY ts) AS v FROM E WHERE event IN (2,9) AND ts>{Ago}180)) x WHERE event=9 AND v>=ts-604800"),
        new(
            9,
            ">= 5 products viewed in 90 days",
            """{"event":"product_view","during":{"last":"90d"},"measure":"distinct","of":"product_id","op":"gte","value":5}""",
            $"SELECT profile_id AS id FROM E WHERE event=2 AND ts>{Ago}90) GROUP BY profile_id HAVING count(DISTINCT product_id)>=5",
            $"SELECT profile_id AS id FROM (SELECT DISTINCT profile_id, product_id FROM E WHERE event=2 AND ts>{Ago}90)) x GROUP BY profile_id HAVING count(*)>=5"),
        new(
            10,
            "most frequent category in 365 days",
            """{"event":"product_view","during":{"last":"365d"},"measure":"mostFrequent","of":"category","op":"eq","value":"c8"}""",
            $"SELECT id FROM (SELECT profile_id AS id, max((c*10000000000+l)*100+category) AS m FROM (SELECT profile_id, category, count(*) AS c, max(ts) AS l FROM E WHERE event=2 AND ts>{Ago}365) GROUP BY profile_id, category) x GROUP BY profile_id) y WHERE m%100=8"),
        new(
            11,
            "abandoned cart, nested",
            """
            {"all":[{"any":[{"all":[{"attribute":"country","op":"in","value":["c1","c2","c3","c5","c9","c12"]},{"attribute":"plan","op":"neq","value":"p1"}]},
            {"all":[{"attribute":"ltv","op":"gte","value":50},{"attribute":"tier","op":"exists"}]}]},
            {"event":"add_to_cart","during":{"last":"14d"}},{"not":{"event":"order_completed","during":{"last":"14d"}}},
            {"any":[{"event":"email_open","during":{"last":"60d"},"op":"gte","value":2},{"event":"page_view","during":{"last":"30d"},"op":"gte","value":20}]}]}
            """,
            $"""
            SELECT id FROM profiles WHERE ((country IN (1,2,3,5,9,12) AND plan<>1) OR (ltv>=5000 AND tier IS NOT NULL))
            AND id IN (SELECT profile_id FROM E WHERE event=7 AND ts>{Ago}14)) AND id NOT IN (SELECT profile_id FROM E WHERE event=9 AND ts>{Ago}14))
            AND (id IN (SELECT profile_id FROM E WHERE event=4 AND ts>{Ago}60) GROUP BY profile_id HAVING count(*)>=2)
            OR id IN (SELECT profile_id FROM E WHERE event=1 AND ts>{Ago}30) GROUP BY profile_id HAVING count(*)>=20))
            """),
        new(
            12,
            "pages of a category >= 3 in 180 days",
            """{"event":"page_view","where":[{"property":"category","op":"eq","value":"c7"}],"during":{"last":"180d"},"op":"gte","value":3}""",
            $"SELECT profile_id AS id FROM E WHERE event=1 AND category=7 AND ts>{Ago}180) GROUP BY profile_id HAVING count(*)>=3"),
        new(
            13,
            "nothing in 60 days",
            """{"not":{"event":"*","during":{"last":"60d"}}}""",
            $"SELECT id FROM profiles WHERE id NOT IN (SELECT profile_id FROM E WHERE ts>{Ago}60))"),
        new(
            14,
            "spent >= 650 in 365 days",
            """{"event":"order_completed","during":{"last":"365d"},"measure":"sum","of":"amount","op":"gte","value":650}""",
            $"SELECT profile_id AS id FROM E WHERE event=9 AND ts>{Ago}365) GROUP BY profile_id HAVING sum(amount)>=65000"),
        new(
            15,
            "order within 30 days of signup",
            """{"event":"order_completed","during":{"since":"signup","within":"30d"}}""",
            "SELECT DISTINCT p.id FROM E e JOIN profiles p ON p.id=e.profile_id WHERE e.event=9 AND e.ts>=p.signup_ts AND e.ts<p.signup_ts+2592000"),
    ];
}

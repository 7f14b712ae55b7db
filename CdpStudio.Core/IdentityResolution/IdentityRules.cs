using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>
/// Which identifiers may make two people one, as the workspace sets it: part of what every fold goes by. Two user ids never come together by
/// themselves, and what was seen with one goes first, whatever is set here.
/// </summary>
public sealed class IdentityRules : IEquatable<IdentityRules>, IIdentifierForms
{
    private const int MarkLength = 32;

    private const int Version = 1;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters =
        {
            new JsonStringEnumConverter<LimitPeriod>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new JsonStringEnumConverter<Normaliser>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
        },
    };

    private readonly FrozenDictionary<string, (int Priority, NamespaceRule Rule)> _byName;
    // Asked of every edge of the log.
    private readonly bool _isAnyBlocked;
    private readonly bool _isAnyShared;
    private readonly bool _isAnyNormalised;
    private string? _mark;

    /// <param name="namespaces">By falling priority behind user ids, at most one for each; those that are there from the start may be left out and come behind.</param>
    public IdentityRules(IEnumerable<NamespaceRule> namespaces)
    {
        // Two that say the same are the same text.
        var given = namespaces.Select(AsSaid).ToList();
        var users = given.Find(n => IsUser(n.Namespace)) ?? new NamespaceRule { Namespace = IdentifierNamespace.UserId };
        given.RemoveAll(n => IsUser(n.Namespace));
        var lacking = IdentifierNamespace.FromTheStart.Where(name => !IsUser(name) && !given.Exists(n => IdentifierKey.Comparer.Equals(n.Namespace, name)));
        Namespaces =
        [
            users with { Limit = 1, Period = LimitPeriod.Ever, IsShared = false },
            .. given,
            .. lacking.Select(name => new NamespaceRule { Namespace = name }),
        ];
        _byName = Namespaces.Index().ToFrozenDictionary(n => n.Item.Namespace, n => (n.Index, n.Item), IdentifierKey.Comparer);
        Limited = [.. Namespaces.Where(n => n.Limit is not null)];
        _isAnyBlocked = Namespaces.Any(n => n.Blocked.Count > 0);
        _isAnyShared = Namespaces.Any(n => n.IsShared);
        _isAnyNormalised = Namespaces.Any(n => n.Normaliser is not null || n.Country is not null);
        Exact = [.. Namespaces.Where(n => n.Normaliser == Normaliser.Exact).Select(n => n.Namespace).Order(IdentifierKey.Comparer)];
        Same = EqualityComparer<Identifier>.Create((left, right) => KeyOf(left) == KeyOf(right), identifier => KeyOf(identifier).GetHashCode());
        Text = JsonSerializer.Serialize(new Stored(Version, Namespaces), s_json);
    }

    /// <summary>As long as nobody has set any: e-mail addresses, numbers and devices without a limit.</summary>
    public static IdentityRules BuiltIn { get; } = new([]);

    /// <summary>By falling priority: when two edges compete, the one of the higher namespaces is used and the other one left out.</summary>
    public IReadOnlyList<NamespaceRule> Namespaces { get; }

    /// <summary>As stored, JSON with <c>"version":1</c>; equal for two exactly if they say the same.</summary>
    public string Text { get; }

    /// <summary>Whether two are one value.</summary>
    public IEqualityComparer<Identifier> Same { get; }

    /// <summary>Namespaces of which values are compared as they are: their values are born in a form of their own.</summary>
    internal IReadOnlyList<string> Exact { get; }

    internal IReadOnlyList<NamespaceRule> Limited { get; }

    /// <summary>Only user ids are limited, so what competes can mostly be told without folding.</summary>
    internal bool LimitsUsersAlone => Limited is [{ Namespace: IdentifierNamespace.UserId }];

    /// <summary>It matters when values were first seen.</summary>
    internal bool HasPeriods => Limited.Any(l => l.Period != LimitPeriod.Ever);

    /// <exception cref="JsonException">Not rules of this version.</exception>
    public static IdentityRules Read(string text) =>
        JsonSerializer.Deserialize<Stored>(text, s_json) is { Version: Version, Namespaces: { } namespaces }
            ? new IdentityRules(namespaces)
            : throw new JsonException("Not identity rules that this version knows.");

    /// <summary>Lower comes first. Namespaces that nobody named are behind all others.</summary>
    public int PriorityOf(string @namespace) => _byName.TryGetValue(@namespace, out var known) ? known.Priority : Namespaces.Count;

    /// <summary>By what values of the namespace are one value; compared without regard to case.</summary>
    public string NormalForm(string @namespace, string value) => ValueForms.Compared(_isAnyNormalised ? RuleOf(@namespace) : null, @namespace, value);

    string IIdentifierForms.BirthForm(string @namespace, string value) => BirthForm(@namespace, value);

    bool IIdentifierForms.MayBeOne(string @namespace) => MayBeOne(@namespace);

    /// <summary>By what values of the namespace get a number of their own; two of them may be one value all the same, see <see cref="MayBeOne"/>.</summary>
    internal string BirthForm(string @namespace, string value) => ValueForms.Born(_isAnyNormalised ? RuleOf(@namespace) : null, @namespace, value);

    /// <summary>Whether values of the namespace that have numbers of their own may be one value.</summary>
    internal bool MayBeOne(string @namespace) => _isAnyNormalised && RuleOf(@namespace) is { } rule && ValueForms.MayBeOne(rule);

    /// <summary>Equal for two exactly if they are one value.</summary>
    internal (string Namespace, string Value) KeyOf(Identifier? identifier) =>
        identifier is null ? default : (StudioText.Key(identifier.Namespace), StudioText.Key(NormalForm(identifier.Namespace, identifier.Value)));

    /// <summary>Null for a namespace that nobody named: nothing is set for it.</summary>
    public NamespaceRule? RuleOf(string @namespace) => _byName.TryGetValue(@namespace, out var known) ? known.Rule : null;

    /// <summary>Whether the value stands for nobody: it joins no one.</summary>
    public bool IsBlocked(Identifier identifier) =>
        IdentifierKey.IsPlaceholder(identifier.Value)
        || (_isAnyBlocked && RuleOf(identifier.Namespace) is { Blocked.Count: > 0 } rule
            && (rule.Blocks(IdentifierKey.Normalise(identifier.Namespace, identifier.Value))
                || (ValueForms.MayBeOne(rule) && rule.Blocks(NormalForm(identifier.Namespace, identifier.Value)))));

    public bool IsShared(string @namespace) => _isAnyShared && RuleOf(@namespace) is { IsShared: true };

    /// <summary>It says that its ends were seen, and joins nobody.</summary>
    internal bool LeavesOut(Fact.Edge edge) =>
        IsBlocked(edge.A.Identifier) || IsBlocked(edge.B.Identifier)
        || (edge.Kind == EdgeKind.Seen && (IsShared(edge.A.Identifier.Namespace) || IsShared(edge.B.Identifier.Namespace)));

    /// <summary>Those of a message that count: what is blocked leads only where there is nothing else to file it under, and joins nobody.</summary>
    internal IReadOnlyList<Identifier> Usable(IReadOnlyList<Identifier> identifiers)
    {
        if (!identifiers.Any(IsBlocked)) return identifiers;

        var usable = identifiers.Where(i => !IsBlocked(i)).ToList();
        return usable.Count > 0 ? usable : [identifiers[0]];
    }

    public bool Equals(IdentityRules? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as IdentityRules);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>Stands for the rules where those of two moments are compared: empty for those that nobody set, else 32 letters.</summary>
    public string Mark => _mark ??= Equals(BuiltIn) ? "" : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))[..MarkLength];

    private static NamespaceRule AsSaid(NamespaceRule rule) => Compared(rule with
    {
        Namespace = IdentifierNamespace.FromTheStart.FirstOrDefault(name => IdentifierKey.Comparer.Equals(name, rule.Namespace)) ?? rule.Namespace,
        Normaliser = IsFromTheStart(rule.Namespace) ? null : rule.Normaliser ?? Normaliser.Text,
        Country = rule.Country?.ToUpperInvariant(),
        Period = rule.Limit is null ? LimitPeriod.Ever : rule.Period,
    });

    // Patterns as values are compared; one with a sign of its own is compared as it is, and so is one of a kind of which case counts.
    private static NamespaceRule Compared(NamespaceRule rule) => rule with
    {
        Blocked =
        [
            .. rule.Blocked.Select(p => p.AsSpan().ContainsAny('*', '?', '\\') || rule.Normaliser == Normaliser.Exact
                ? StudioText.Normal(p)
                : ValueForms.Compared(rule, rule.Namespace, p)),
        ],
    };

    internal static bool IsFromTheStart(string @namespace) => IdentifierNamespace.FromTheStart.Contains(@namespace, IdentifierKey.Comparer);

    internal static bool IsUser(string @namespace) => IdentifierKey.Comparer.Equals(@namespace, IdentifierNamespace.UserId);

    private sealed record Stored(int Version, IReadOnlyList<NamespaceRule>? Namespaces);
}

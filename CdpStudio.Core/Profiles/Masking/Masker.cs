using System.Text;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Profiles.Masking;

/// <summary>The one place that says what is personal and how it looks masked. Who sees masks, <see cref="Sight"/> says.</summary>
public sealed class Masker
{
    internal const string Traits = "traits.";

    private const string Properties = "properties.";
    private const int HistoryLookedAt = 500;

    private static readonly string[] s_idMembers = ["userId", "anonymousId", "previousId"];

    private readonly Func<CatalogueContent> _catalogue;
    private readonly IProfileDirectory _directory;

    /// <param name="directory">That shows people as they are.</param>
    public Masker(Func<CatalogueContent> catalogue, IProfileDirectory directory) => (_catalogue, _directory) = (catalogue, directory);

    public bool IsPersonal(string attribute) => _catalogue().IsPersonal(attribute);

    public bool IsPersonal(string eventName, string path) => _catalogue().IsPersonal(eventName, path);

    /// <param name="profile">Any number of the person; nobody's hides by names and looks alone.</param>
    public PersonMask Of(ProfileId profile) => _directory.Read(profile) is { } record ? Of(record) : Nobody();

    /// <param name="record">As the person is.</param>
    public PersonMask Of(ProfileRecord record) =>
        new(_catalogue(), record.Identifiers, [.. record.Attributes, .. _directory.History(record.Id, attribute: null, after: null, HistoryLookedAt)]);

    public PersonMask Nobody() => new(_catalogue(), [], []);

    /// <summary>What a person may be reached at, in a text of which nobody says whose it is.</summary>
    public static string Text(string text) => PersonalText.Nobodys.Hide(text);

    /// <summary>
    /// A message as it came, of whoever it is about: what sounds personal in it, also where it is repeated under another name, and what is known of those
    /// it names. What is no JSON keeps its signs and no letter.
    /// </summary>
    public byte[] Message(byte[] raw)
    {
        try
        {
            using var document = JsonDocument.Parse(raw, new JsonDocumentOptions { MaxDepth = 1_000 });
            var content = _catalogue();
            var found = new Found(content);
            found.Look(document.RootElement, "", eventName: "");
            var people = found.Identifiers.Select(_directory.Find).OfType<ProfileId>().Distinct().Select(_directory.Read).OfType<ProfileRecord>();
            var known = people.SelectMany(p => p.Identifiers.Where(PersonMask.IsPersonal).Select(i => i.Value)
                .Concat(p.Attributes.Where(a => a.Value is not null && content.IsPersonal(a.Name)).SelectMany(a => PersonalText.StringsOf(a.Value!)))); // it has one
            return new MaskedJson(
                path => IsPersonalInMessage(content, path, found.Event),
                new PersonalText(found.Values.Concat(known)),
                i => PersonMask.IsPersonal(i) ? i with { Value = Mask.Of(i.Value) } : i).Of(raw);
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetBytes(Mask.Whole(Encoding.UTF8.GetString(raw)));
        }
        // Half of a surrogate pair is JSON and no text.
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetBytes(Mask.Whole(Encoding.UTF8.GetString(raw)));
        }
    }

    private static bool IsPersonalInMessage(CatalogueContent content, string path, string eventName)
    {
        var at = path.IndexOf(Traits, StringComparison.OrdinalIgnoreCase);
        if (at == 0 || (at > 0 && path[at - 1] == '.')) return content.IsPersonal(path[(at + Traits.Length)..]);

        at = path.IndexOf(Properties, StringComparison.OrdinalIgnoreCase);
        return at == 0 || (at > 0 && path[at - 1] == '.')
            ? content.IsPersonal(eventName, path[(at + Properties.Length)..])
            : PersonalNames.OfProperty(path);
    }

    /// <summary>Collects from a message who it names and what it says of them.</summary>
    private sealed class Found(CatalogueContent content)
    {
        public HashSet<Identifier> Identifiers { get; } = [];

        public List<string> Values { get; } = [];

        /// <summary>Of several in a batch, one: their properties are held against it.</summary>
        public string Event { get; private set; } = "";

        public void Look(JsonElement value, string path, string eventName)
        {
            if (MaskedJson.IdentifierOf(value) is { } identifier)
            {
                Name(identifier);
            }
            else if (value.ValueKind == JsonValueKind.Object)
            {
                var named = value.EnumerateObject().Where(m => m.NameEquals("event") && m.Value.ValueKind == JsonValueKind.String).Select(m => m.Value.GetString()).FirstOrDefault();
                if (named is not null) Event = eventName = named;
                foreach (var member in value.EnumerateObject()) Look(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}", eventName);
            }
            else if (value.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in value.EnumerateArray()) Look(item, path, eventName);
            }
            else if (value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            {
                Say(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText(), path, eventName); // a string has one
            }
        }

        private void Say(string text, string path, string eventName)
        {
            if (text.StartsWith('{') && TryLook(text, path, eventName)) return;

            var name = path[(path.LastIndexOf('.') + 1)..];
            if (s_idMembers.Contains(name)) Identifiers.UnionWith([new(IdentifierNamespace.UserId, text), new(IdentifierNamespace.AnonymousId, text)]);
            if (name is IdentifierNamespace.Email or IdentifierNamespace.Phone) Identifiers.Add(new Identifier(name, text));
            if (IsPersonalInMessage(content, path, eventName)) Values.Add(text);
        }

        private void Name(Identifier identifier)
        {
            Identifiers.Add(identifier);
            if (PersonMask.IsPersonal(identifier)) Values.Add(identifier.Value);
        }

        // Half of a surrogate pair in it is not caught here: what stands behind it would be missed, so the whole message is masked.
        private bool TryLook(string json, string path, string eventName)
        {
            try
            {
                using var document = JsonDocument.Parse(json);
                Look(document.RootElement, path, eventName);
                return true;
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }
}

using System.Text.Json;
using CdpStudio.Core.Sources;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Recurring;
using CdpStudio.Web.Audience;

namespace CdpStudio.Web.Sources.Recurring;

/// <summary>What a program says of a recurring import.</summary>
/// <param name="Kind"><c>folder</c> or <c>address</c>; not changed later.</param>
/// <param name="Place">A path below <c>Recurring:Root</c>, empty for the root itself; or an http or https address.</param>
/// <param name="Pattern">Of a folder: names to take, such as <c>people*.csv</c>; absent for everything that looks like data.</param>
/// <param name="Schedule"><c>every 60</c> (minutes) or <c>at 03:30 mon,thu</c> (the workspace's wall clock).</param>
/// <param name="Mapping">As that of an import.</param>
/// <param name="ColumnsFrom">Instead of a mapping: number of the import whose mapping is taken over.</param>
/// <param name="AfterImport">Of a folder: <c>move</c> (the default), <c>keep</c> or <c>delete</c>.</param>
/// <param name="SignIn">Of an address; absent for none.</param>
/// <param name="Disabled">It is not looked for files.</param>
internal sealed record RecurringBody(
    string Name, string Kind, string Place, string? Pattern, string Schedule, JsonElement? Mapping, int? ColumnsFrom, string? AfterImport, SignInBody? SignIn,
    bool? Disabled)
{
    private static readonly string[] s_members =
        ["name", "kind", "place", "pattern", "schedule", "mapping", "columnsFrom", "afterImport", "signIn", "disabled"];

    /// <exception cref="RequestRefusedException">It does not have the form.</exception>
    public static async Task<RecurringBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(request, s_members, cancellationToken);
        return new RecurringBody(
            body.Text("name"), body.Text("kind"), body.Text("place"), Optional(body, "pattern"), body.Text("schedule"), body.Find("mapping"), Number(body, "columnsFrom"),
            Optional(body, "afterImport"), body.Find("signIn") is { } signIn ? SignInBody.Read(signIn) : null, body.Flag("disabled"));
    }

    /// <param name="known">What is changed; null makes one.</param>
    /// <exception cref="RequestRefusedException">A member has a value that is none of its own.</exception>
    public SaveRecurringImport ToCommand(RecurringView? known, string by)
    {
        var kind = Kind switch
        {
            "folder" => SourceKind.Folder,
            "address" => SourceKind.Address,
            _ => throw new RequestRefusedException("/kind", "/kind is folder or address."),
        };
        if (known is not null && known.Kind != kind) throw new RequestRefusedException("/kind", "/kind can't be changed.");
        if (kind == SourceKind.Folder && SignIn is not null) throw new RequestRefusedException("/signIn", "/signIn belongs to an address.");
        if (kind == SourceKind.Address && (Pattern ?? AfterImport) is not null)
            throw new RequestRefusedException(Pattern is null ? "/afterImport" : "/pattern", "/pattern and /afterImport belong to a folder.");

        return new SaveRecurringImport(
            known?.Source, Name, kind, Place, Pattern ?? "", RecurringSchedule.Read(Schedule), ColumnsFrom is { } run ? new ImportRunId(run) : null, After(),
            SignIn?.KindOf() ?? SignInKind.None, SignIn?.Name ?? "", SignIn?.Secret, Disabled ?? false, by)
        {
            Columns = Mapping is { } mapping ? Columns(mapping) : null,
            // Said on the page alone, as of every source.
            SilentAfterHours = known?.SilentAfterHours,
        };
    }

    private AfterImport After() => AfterImport switch
    {
        null or "move" => Core.Sources.Recurring.AfterImport.Move,
        "keep" => Core.Sources.Recurring.AfterImport.Keep,
        "delete" => Core.Sources.Recurring.AfterImport.Delete,
        _ => throw new RequestRefusedException("/afterImport", "/afterImport is move, keep or delete."),
    };

    private static ImportMapping Columns(JsonElement mapping) => MappingJson.ReadSent(mapping.GetRawText()) switch
    {
        MappingReading.Read read => read.Mapping,
        MappingReading.Refused refused => throw new RequestRefusedException("/mapping" + refused.Pointer, refused.Detail),
        var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
    };

    private static string? Optional(RequestBody body, string name) => body.Find(name) is null ? null : body.Text(name);

    private static int? Number(RequestBody body, string name) =>
        body.Find(name) is not { } given ? null
        : given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out var number) ? number
        : throw new RequestRefusedException($"/{name}", $"/{name} is a whole number.");
}

/// <param name="Kind"><c>basic</c>, <c>bearer</c> or <c>header</c>.</param>
/// <param name="Name">The user, or the header's name.</param>
/// <param name="Secret">Written only, never answered; absent keeps the one that is stored.</param>
internal sealed record SignInBody(string Kind, string? Name, string? Secret)
{
    private const string Place = "/signIn";

    public static SignInBody Read(JsonElement json)
    {
        var members = RequestBody.Members(json, ["kind", "name", "secret"], Place);
        return new SignInBody(Text(members, "kind") ?? "", Text(members, "name"), Text(members, "secret"));
    }

    public SignInKind KindOf() => Kind switch
    {
        "basic" => SignInKind.Basic,
        "bearer" => SignInKind.Bearer,
        "header" => SignInKind.Header,
        _ => throw new RequestRefusedException($"{Place}/kind", $"{Place}/kind is basic, bearer or header."),
    };

    private static string? Text(Dictionary<string, JsonElement> members, string name) =>
        members.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? RequestBody.TryText(value) ?? throw new RequestRefusedException($"{Place}/{name}", $"{Place}/{name} is not text.")
            : null;
}

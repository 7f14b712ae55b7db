using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Segments.Export;

public sealed record ExportMembers(SegmentKey Key, IReadOnlyList<ExportColumn> Columns);

public sealed class ExportMembersHandler(SegmentList segments, SegmentRules rules, IAudienceEngine engine, IAudienceCatalogue catalogue)
{
    /// <summary>Null when there is no such segment.</summary>
    /// <exception cref="RuleNotYetException">The engine does not evaluate the rule.</exception>
    public Task<MembersFile?> HandleAsync(ExportMembers command, CancellationToken cancellationToken) =>
        HandleAsync(command, ExcelPlaces.MaxRows, cancellationToken);

    internal async Task<MembersFile?> HandleAsync(ExportMembers command, int maxRows, CancellationToken cancellationToken)
    {
        if (await segments.ReadAsync(command.Key, cancellationToken) is not { } segment) return null;
        if (rules.Find(command.Key.Value) is not { } rule) return null;

        var zone = WorkspaceZone.TryFind(catalogue.Current.TimeZone, out var found) ? found : WorkspaceZone.Utc;
        var cells = new MemberCells(command.Columns, zone);
        var members = await engine.ReadMembersAsync(new AudienceQuery(rule), cells.Fields, after: null, cancellationToken);
        return new MembersFile(segment, rule, members, cells, maxRows);
    }
}

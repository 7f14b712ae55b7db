using System.Security.Cryptography;
using System.Text;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>What was chosen for the last file with these columns. It belongs to the workspace: it holds names of columns, no rows.</summary>
public sealed class ImportTemplate
{
    /// <summary>SHA-256 of the names of all columns in their order, without regard to case.</summary>
    public required string Header { get; init; }

    /// <inheritdoc cref="ImportDraft.Choices"/>
    public required string Choices { get; set; }

    /// <summary>Of the file.</summary>
    public required string FileName { get; set; }

    public required DateTimeOffset UsedAt { get; set; }
}

/// <param name="FileName">Of the file that it was made for.</param>
public sealed record FoundTemplate(DraftChoices Choices, string FileName, DateTimeOffset UsedAt);

/// <summary>Mappings that are remembered by the header of their file.</summary>
public sealed class ImportTemplates(IDbContextFactory<StudioDbContext> contexts)
{
    /// <summary>Null when no file with these columns was imported, or they have no names of their own.</summary>
    /// <param name="detected">Of the file at hand; how it is read stays.</param>
    public async Task<FoundTemplate?> FindAsync(DraftChoices detected, CancellationToken cancellationToken)
    {
        if (!detected.Header) return null;

        var header = HeaderOf(detected);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var template = await db.ImportTemplates.AsNoTracking().SingleOrDefaultAsync(t => t.Header == header, cancellationToken);
        return template is null ? null : new FoundTemplate(Applied(DraftChoices.Read(template.Choices), detected), template.FileName, template.UsedAt);
    }

    internal static async Task RememberAsync(StudioDbContext db, StartImport command, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (command.Choices is not { Header: true } choices) return;

        var header = HeaderOf(choices);
        var template = await db.ImportTemplates.SingleOrDefaultAsync(t => t.Header == header, cancellationToken);
        if (template is null) db.ImportTemplates.Add(template = new ImportTemplate { Header = header, Choices = "", FileName = "", UsedAt = now });
        (template.Choices, template.FileName, template.UsedAt) = (choices.Write(), command.File.Name, now);
    }

    // Names are at most 200 letters and hold no such sign.
    private static string HeaderOf(DraftChoices choices) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001F', choices.Columns.Where(IsOriginal).Select(c => StudioText.Key(c.From))))));

    // A file of rejected rows is one of its original's kind.
    private static bool IsOriginal(DraftColumn column) => !RejectColumns.Has(column.From);

    /// <summary>The names as this file writes them.</summary>
    private static DraftChoices Applied(DraftChoices template, DraftChoices detected)
    {
        var columns = template.Columns.Where(IsOriginal).ToList();
        var names = columns.Zip(detected.Columns.Where(IsOriginal)).ToDictionary(pair => pair.First.From, pair => pair.Second.From);
        return detected with
        {
            Kind = template.Kind,
            Event = template.Event,
            Timestamp = template.Timestamp is { } time ? time with { From = names.GetValueOrDefault(time.From, time.From) } : null,
            Columns = [.. columns.Select(c => (c with { From = names[c.From] }).With([.. c.Steps.Select(Renamed)])), .. detected.Columns.Where(c => !IsOriginal(c))],
            MessageId = [.. template.MessageId.Select(m => names.GetValueOrDefault(m, m))],
            Conflict = template.Conflict,
            StartJourneys = template.StartJourneys,
        };

        DraftStep Renamed(DraftStep step) => step.From is { } from ? step with { From = names.GetValueOrDefault(from, from) } : step;
    }
}

namespace CdpStudio.Core.Sources.Imports.Mapping;

/// <summary>
/// What a row about a person may do. Rows are compared with what was known when the import began: of several rows of a file about
/// somebody new, all are about somebody new.
/// </summary>
public enum ConflictRule
{
    /// <summary>New people come in, known ones are updated.</summary>
    Both,

    /// <summary>Rows of known people are passed over.</summary>
    Insert,

    /// <summary>Rows of new people are passed over.</summary>
    Update,

    /// <summary>New people come in; of known ones only attributes are said that have no value.</summary>
    Gaps,
}

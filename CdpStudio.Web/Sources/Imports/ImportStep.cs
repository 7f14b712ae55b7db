namespace CdpStudio.Web.Sources.Imports;

/// <summary>The steps of an import, in their order. Their lower-case names stand in the address.</summary>
public enum ImportStep
{
    File,
    Reading,
    Columns,
    Check,
    Import,
}

namespace CdpStudio.Core.Kernel;

/// <summary>What an attribute or a declared property holds. Stored as its number, so numbers are added to and never changed.</summary>
public enum AttributeType
{
    Text = 1,
    Number = 2,
    Boolean = 3,
    DateTime = 4,
    List = 5,
}

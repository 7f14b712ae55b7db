using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CdpStudio.Core.Persistence.Providers.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class TrackingPlan : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "SilentAfterHours",
                table: "Source",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Allowed",
                table: "DeclaredAttribute",
                type: "TEXT",
                maxLength: -1,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "OnViolation",
                table: "DeclaredAttribute",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "Required",
                table: "DeclaredAttribute",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "PlanViolation",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Source = table.Column<int>(type: "INTEGER", nullable: false),
                    EventKey = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    NameKey = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    Marked = table.Column<long>(type: "INTEGER", nullable: false),
                    Dropped = table.Column<long>(type: "INTEGER", nullable: false),
                    LastAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Examples = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PlanViolation", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SourceFieldDay",
                columns: table => new
                {
                    Source = table.Column<int>(type: "INTEGER", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    Counts = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SourceFieldDay", x => new { x.Source, x.Day });
                });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "AGE",
                columns: new[] { "Allowed", "OnViolation", "Required" },
                values: new object[] { null, 0, false });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "AVATAR",
                columns: new[] { "Allowed", "OnViolation", "Required" },
                values: new object[] { null, 0, false });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "BIRTHDAY",
                columns: new[] { "Allowed", "OnViolation", "Required" },
                values: new object[] { null, 0, false });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "CREATEDAT",
                columns: new[] { "Allowed", "OnViolation", "Required" },
                values: new object[] { null, 0, false });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "DESCRIPTION",
                columns: new[] { "Allowed", "OnViolation", "Required" },
                values: new object[] { null, 0, false });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "EMAIL",
                columns: new[] { "Allowed", "OnViolation", "Required" },
                values: new object[] { null, 0, false });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "FIRSTNAME",
                columns: new[] { "Allowed", "OnViolation", "Required" },
                values: new object[] { null, 0, false });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "GENDER",
                columns: new[] { "Allowed", "OnViolation", "Required" },
                values: new object[] { null, 0, false });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "GROUP_ID",
                columns: new[] { "Allowed", "OnViolation", "Required" },
                values: new object[] { null, 0, false });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "GROUP.CREATEDAT",
                columns: new[] { "Allowed", "OnViolation", "Required" },
                values: new object[] { null, 0, false });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "ID",
                columns: new[] { "Allowed", "OnViolation", "Required" },
                values: new object[] { null, 0, false });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "LASTNAME",
                columns: new[] { "Allowed", "OnViolation", "Required" },
                values: new object[] { null, 0, false });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "NAME",
                columns: new[] { "Allowed", "OnViolation", "Required" },
                values: new object[] { null, 0, false });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "PHONE",
                columns: new[] { "Allowed", "OnViolation", "Required" },
                values: new object[] { null, 0, false });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "TITLE",
                columns: new[] { "Allowed", "OnViolation", "Required" },
                values: new object[] { null, 0, false });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "USERNAME",
                columns: new[] { "Allowed", "OnViolation", "Required" },
                values: new object[] { null, 0, false });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "WEBSITE",
                columns: new[] { "Allowed", "OnViolation", "Required" },
                values: new object[] { null, 0, false });

            migrationBuilder.UpdateData(
                table: "Source",
                keyColumn: "Id",
                keyValue: 1,
                column: "SilentAfterHours",
                value: null);

            migrationBuilder.CreateIndex(
                name: "IX_PlanViolation_Source_Day",
                table: "PlanViolation",
                columns: new[] { "Source", "Day" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PlanViolation");

            migrationBuilder.DropTable(
                name: "SourceFieldDay");

            migrationBuilder.DropColumn(
                name: "SilentAfterHours",
                table: "Source");

            migrationBuilder.DropColumn(
                name: "Allowed",
                table: "DeclaredAttribute");

            migrationBuilder.DropColumn(
                name: "OnViolation",
                table: "DeclaredAttribute");

            migrationBuilder.DropColumn(
                name: "Required",
                table: "DeclaredAttribute");
        }
    }
}

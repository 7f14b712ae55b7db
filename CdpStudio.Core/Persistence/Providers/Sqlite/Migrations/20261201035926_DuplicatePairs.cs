using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CdpStudio.Core.Persistence.Providers.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class DuplicatePairs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "DuplicatePair",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Low = table.Column<long>(type: "INTEGER", nullable: false),
                    High = table.Column<long>(type: "INTEGER", nullable: false),
                    Weight = table.Column<double>(type: "REAL", nullable: false),
                    Probability = table.Column<double>(type: "REAL", nullable: false),
                    Evidence = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Search = table.Column<int>(type: "INTEGER", nullable: false),
                    FoundAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    By = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    Automatic = table.Column<bool>(type: "INTEGER", nullable: false),
                    JoinedLow = table.Column<long>(type: "INTEGER", nullable: true),
                    JoinedHigh = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DuplicatePair", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DuplicateSearch",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Nightly = table.Column<bool>(type: "INTEGER", nullable: false),
                    Automatic = table.Column<bool>(type: "INTEGER", nullable: false),
                    Threshold = table.Column<double>(type: "REAL", nullable: false),
                    Findings = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DuplicateSearch", x => x.Id);
                });

            migrationBuilder.InsertData(
                table: "DuplicateSearch",
                columns: new[] { "Id", "Automatic", "Findings", "Nightly", "Number", "Threshold" },
                values: new object[] { 1, false, null, false, 0, 0.98999999999999999 });

            migrationBuilder.CreateIndex(
                name: "IX_DuplicatePair_High",
                table: "DuplicatePair",
                column: "High");

            migrationBuilder.CreateIndex(
                name: "IX_DuplicatePair_Low_High",
                table: "DuplicatePair",
                columns: new[] { "Low", "High" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DuplicatePair_State_Weight_Id",
                table: "DuplicatePair",
                columns: new[] { "State", "Weight", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DuplicatePair");

            migrationBuilder.DropTable(
                name: "DuplicateSearch");
        }
    }
}
